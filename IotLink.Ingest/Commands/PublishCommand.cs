using System.CommandLine;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink spec publish FILE</c>, and the same for contracts, rules and formulas.</summary>
internal static class PublishCommand
{
    private static readonly Argument<string> File = new("file") { Description = "The YAML file." };

    private static readonly Option<string> Name = new("--name") { Description = "The document's name, where the text does not give one." };

    private static readonly Option<double?> Canary = new("--canary") { Description = "Percent of the devices that get it first." };

    public static Command Build(DocumentKind kind)
    {
        var command = new Command(
            "publish",
            $"Checks a {DocumentKey.WordOf(kind)} and registers it for review; with --approved-by it is published as the next version, and every host follows within two seconds.")
        {
            File, Name, Canary, RegistryAccess.Author, RegistryAccess.Approver, RegistryAccess.Why,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((given, ct) => RunAsync(kind, given, ct));
        return command;
    }

    private static async Task<int> RunAsync(DocumentKind kind, ParseResult given, CancellationToken ct)
    {
        var text = await System.IO.File.ReadAllTextAsync(given.GetValue(File)!, ct);
        if (DocumentNaming.KeyOf(kind, text, given.GetValue(Name)) is not { } key)
            throw new InvalidDataException($"{given.GetValue(File)} does not say which product it is about, or its name is no identifier.");
        await using var registry = RegistryAccess.Open(given);
        var author = await registry.ViewerAsync(given.GetValue(RegistryAccess.Author), ct);
        var import = new DocumentImport(
            registry.Get<IDocumentStore>(), registry.Get<DocumentSteps>(), author, await registry.ApproverAsync(given, ct), given.GetValue(RegistryAccess.Why)!);
        var canary = given.GetValue(Canary) is { } percent ? CanaryScope.Share(percent) : null;
        var (document, _, refusal) = await import.BringAsync(key, text, canary, ct);
        foreach (var fault in refusal?.Faults ?? []) await given.InvocationConfiguration.Error.WriteLineAsync($"{given.GetValue(File)}:{fault}");
        if (refusal is not null) await given.InvocationConfiguration.Error.WriteLineAsync(refusal.Detail);
        Json.Print(given, new
        {
            document = key.ToString(),
            state = refusal is not null ? "refused" : document!.Draft is null ? (canary is null ? "published" : "canary") : "inReview",
            version = refusal is null && document!.Draft is null ? document.Versions.Count : (int?)null,
            refusal,
        });
        return refusal is null ? ExitCode.Ok : ExitCode.Faults;
    }
}
