using System.CommandLine;
using IotLink.Core.Documents;

namespace IotLink.Ingest.Commands;

/// <summary>What the <c>check</c> commands share: read files, list every fault with its place, answer 0 or 1.</summary>
internal static class DocumentCheck
{
    public static Argument<string[]> Files { get; } = new("file")
    {
        Description = "The YAML files to check.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <param name="read">Reads one document: what it is about when it is well, and its faults.</param>
    public static async Task<int> RunAsync(ParseResult given, Func<string, List<DocumentFault>, object?> read, CancellationToken ct)
    {
        var checks = new List<Checked>();
        foreach (var file in given.GetValue(Files)!)
        {
            var faults = new List<DocumentFault>();
            var content = read(await File.ReadAllTextAsync(file, ct), faults);
            checks.Add(new(file, faults.Count == 0, faults, faults.Count == 0 ? content : null));
            foreach (var fault in faults) await given.InvocationConfiguration.Error.WriteLineAsync($"{file}:{fault}");
        }

        Json.Print(given, checks);
        return checks.TrueForAll(c => c.Ok) ? ExitCode.Ok : ExitCode.Faults;
    }

    private sealed record Checked(string File, bool Ok, IReadOnlyList<DocumentFault> Faults, object? Content);
}
