using System.CommandLine;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.Commands;

/// <summary><c>iotlink documents export</c> and <c>import</c>: everything that is published, as files for a repository.</summary>
internal static class DocumentsCommand
{
    private static readonly Argument<string> Folder = new("folder") { Description = "The folder; one subfolder for each product." };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Says what would change and changes nothing." };

    public static Command Build()
    {
        var export = new Command("export", "Writes every published document into a folder, and takes away the files of those that are not published any more.") { Folder };
        export.TreatUnmatchedTokensAsErrors = false;
        export.SetAction(ExportAsync);
        var import = new Command(
            "import",
            "Brings a folder's documents into the registry: for review, or published when --approved-by names the second person. What is not in the folder stays as it is.")
        {
            Folder, DryRun, RegistryAccess.Author, RegistryAccess.Approver, RegistryAccess.Why,
        };
        import.TreatUnmatchedTokensAsErrors = false;
        import.SetAction(ImportAsync);
        return new("documents", "Exports and imports the registered documents of an environment.") { export, import };
    }

    private static async Task<int> ExportAsync(ParseResult given, CancellationToken ct)
    {
        await using var registry = RegistryAccess.Open(given);
        var root = Path.GetFullPath(given.GetValue(Folder)!);
        var published = (await registry.Get<IDocumentStore>().InForceAsync(ct)).Documents.Where(d => d.Scope is null).ToDictionary(d => d.Key);
        Directory.CreateDirectory(root);
        var gone = FilesIn(root).Where(f => !published.ContainsKey(f.Key)).ToList();
        foreach (var (_, path) in gone) File.Delete(path);
        foreach (var document in published.Values)
        {
            var path = Path.Combine(root, DocumentFolder.PathOf(document.Key));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, document.Text, ct);
        }

        Json.Print(given, new { folder = root, written = published.Keys.Select(DocumentFolder.PathOf), removed = gone.Select(f => DocumentFolder.PathOf(f.Key)) });
        return ExitCode.Ok;
    }

    private static async Task<int> ImportAsync(ParseResult given, CancellationToken ct)
    {
        await using var registry = RegistryAccess.Open(given);
        var root = Path.GetFullPath(given.GetValue(Folder)!);
        if (!Directory.Exists(root)) throw new EnvironmentException($"There is no folder {root}.");
        var texts = new Dictionary<DocumentKey, string>();
        foreach (var (key, path) in FilesIn(root)) texts[key] = await File.ReadAllTextAsync(path, ct);
        var dry = given.GetValue(DryRun);
        var author = dry && given.GetValue(RegistryAccess.Author) is null
            ? Core.Accounts.Viewer.Nobody
            : await registry.ViewerAsync(given.GetValue(RegistryAccess.Author), ct);
        var import = new DocumentImport(
            registry.Get<IDocumentStore>(), registry.Get<DocumentSteps>(), author, await registry.ApproverAsync(given, ct), given.GetValue(RegistryAccess.Why)!);
        var lines = dry ? await import.PlanAsync(texts, ct) : await import.RunAsync(texts, ct);
        foreach (var line in lines)
            foreach (var fault in line.Faults) await given.InvocationConfiguration.Error.WriteLineAsync($"{DocumentFolder.PathOf(line.Key)}:{fault}");
        Json.Print(given, lines.Select(l => new { document = l.Key.ToString(), l.Change, l.Version, faults = l.Faults.Count, l.Refusal?.Code, l.Refusal?.Detail }));
        return lines.All(l => l.Refusal is null && l.Faults.Count == 0) ? ExitCode.Ok : ExitCode.Faults;
    }

    /// <summary>The folder's documents in the order of the keys; whatever else lies there is none of ours.</summary>
    private static IEnumerable<(DocumentKey Key, string Path)> FilesIn(string root)
    {
        foreach (var path in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (DocumentFolder.TryKeyOf(Path.GetRelativePath(root, path).Replace('\\', '/'), out var key)) yield return (key, path);
        }
    }
}
