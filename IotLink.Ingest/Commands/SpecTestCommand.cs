using System.CommandLine;
using System.Text;
using IotLink.Core.Conversion;
using IotLink.Core.Products;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink spec test</c>.</summary>
internal static class SpecTestCommand
{
    private static readonly Argument<string> File = new("file") { Description = "The product's spec, a YAML file." };

    public static Command Build()
    {
        var command = new Command("test", "Runs the examples a spec brings along and shows what was expected beside what came out, and where they differ.") { File };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken ct)
    {
        var file = given.GetValue(File)!;
        var document = SpecDocument.Read(await System.IO.File.ReadAllTextAsync(file, ct));
        foreach (var fault in document.Faults) await given.InvocationConfiguration.Error.WriteLineAsync($"{file}:{fault}");
        if (document.Spec is not { } spec)
        {
            Json.Print(given, new { file, ok = false, document.Faults });
            return ExitCode.Faults;
        }

        var results = SpecTests.Run(CompiledSpec.Compile(spec, new(spec.Product)));
        foreach (var red in results.Where(r => !r.Passed))
            await given.InvocationConfiguration.Error.WriteLineAsync($"{file}:{red.Test.Place.Line}:{red.Test.Place.Column} {red.Test.Name}: {string.Join("; ", red.Faults)}");
        var failed = results.Count(r => !r.Passed);
        Json.Print(given, new { file, product = spec.Product.Value, ok = failed == 0, passed = results.Count - failed, failed, tests = results.Select(Show) });
        return failed == 0 ? ExitCode.Ok : ExitCode.Faults;
    }

    private static object Show(SpecTestResult result) => new
    {
        result.Test.Name,
        result.Test.Place.Line,
        ok = result.Passed,
        bytes = IsText(result.Test) ? null : Convert.ToHexStringLower(result.Test.Bytes.Span),
        text = IsText(result.Test) ? Encoding.UTF8.GetString(result.Test.Bytes.Span) : null,
        expected = Outcome.Of(result.Test.Refuse, result.Test.Readings ?? [result.Test.Expect], result.Test.Readings is not null),
        got = Outcome.Of(result.Refusal?.Code, result.Got, result.Got.Count != 1 || result.Test.Readings is not null),
        differences = result.Passed ? null : result.Faults,
    };

    private static bool IsText(SpecTest test) => test.Input is SpecTestInput.Json or SpecTestInput.Csv;

    private static SortedDictionary<string, object?> Plain(IReadOnlyDictionary<string, SpecTestValue?> values) =>
        new(values.ToDictionary(v => v.Key, v => v.Value switch
        {
            { Number: { } number } => (object)number,
            { Boolean: { } boolean } => boolean,
            { Text: { } text } => text,
            _ => null,
        }), StringComparer.Ordinal);

    private sealed record Outcome(string? Refuse, IReadOnlyDictionary<string, object?>? Values, IReadOnlyList<IReadOnlyDictionary<string, object?>>? Readings)
    {
        public static Outcome Of(string? refuse, IReadOnlyList<IReadOnlyDictionary<string, SpecTestValue?>> readings, bool areSeveral) =>
            refuse is not null ? new(refuse, null, null) : areSeveral ? new(null, null, [.. readings.Select(Plain)]) : new(null, Plain(readings[0]), null);
    }
}
