using IotLink.Core;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Core.Seeds;
using IotLink.Ingest.Commands;
using IotLink.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IotLink.Tests.Ingest.Commands;

public sealed class DocumentsCommandTests : IDisposable
{
    private const string Author = "author", Reviewer = "review";

    private readonly TempFolder _here = new();
    private readonly TempFolder _there = new();
    private readonly TempFolder _files = new();
    private readonly TempFolder _again = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var folder in (TempFolder[])[_here, _there, _files, _again]) folder.Dispose();
    }

    [Fact]
    public async Task Export_import_export_gives_the_same_bytes()
    {
        await PlantAsync(_here, catalogue: true);
        await PlantAsync(_there, catalogue: false);
        Assert.Equal(ExitCode.Ok, (await RunAsync(_here, "documents", "export", _files.Path)).Code);
        var import = await RunAsync(_there, "documents", "import", _files.Path, "--as", Author, "--approved-by", Reviewer);
        Assert.True(import.Code == ExitCode.Ok, import.Error + import.Output);
        Assert.Equal(ExitCode.Ok, (await RunAsync(_there, "documents", "export", _again.Path)).Code);
        var (first, second) = (FilesOf(_files), FilesOf(_again));
        Assert.Contains("prod-a/rule/temp-threshold-prod-a.yaml", first.Keys);
        Assert.Equal(first, second);

        // A second time there is nothing to do, and nothing to see in a diff.
        Assert.All((await RunAsync(_there, "documents", "import", _files.Path, "--as", Author)).Json.EnumerateArray(), l => Assert.Equal("same", l.GetProperty("change").GetString()));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_change_and_changes_nothing()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        await File.AppendAllTextAsync(_files.File("prod-a/spec.yaml"), "# changed\n", Ct);
        File.Delete(_files.File("prod-a/contract.yaml"));
        await File.WriteAllTextAsync(_files.File("prod-a/README.yaml"), "not ours", Ct);
        var run = await RunAsync(_here, "documents", "import", _files.Path, "--dry-run");
        Assert.Equal(ExitCode.Ok, run.Code);
        var lines = run.Json.EnumerateArray().ToDictionary(l => l.GetProperty("document").GetString()!, l => l.GetProperty("change").GetString());
        Assert.Equal(("change", "notInFolder", "same"), (lines["spec/prod-a/main"], lines["contract/prod-a/main"], lines["spec/gt06/main"]));
        Assert.Null((await FindAsync("spec/prod-a/main")).Draft);
    }

    [Fact]
    public async Task Without_a_second_person_what_is_imported_waits_for_review()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        await File.AppendAllTextAsync(_files.File("prod-a/spec.yaml"), "# changed\n", Ct);
        Assert.Equal(ExitCode.Ok, (await RunAsync(_here, "documents", "import", _files.Path, "--as", Author, "--reason", "from the repository")).Code);
        var document = await FindAsync("spec/prod-a/main");
        Assert.Equal((DraftState.InReview, "from the repository", 1), (document.Draft!.State, document.Draft.Reason, document.Published!.Number));
    }

    [Fact]
    public async Task What_is_not_published_any_more_leaves_the_export()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        Directory.CreateDirectory(_files.File("gone"));
        await File.WriteAllTextAsync(_files.File("gone/spec.yaml"), "product: gone\n", Ct);
        await File.WriteAllTextAsync(_files.File("README.md"), "ours", Ct);
        await RunAsync(_here, "documents", "export", _files.Path);
        Assert.False(File.Exists(_files.File("gone/spec.yaml")));
        Assert.True(File.Exists(_files.File("README.md")));
    }

    [Fact]
    public async Task A_spec_is_published_by_two_people_and_by_no_one_alone()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        var file = _files.File("prod-a/spec.yaml");
        await File.AppendAllTextAsync(file, "# changed\n", Ct);
        var alone = await RunAsync(_here, "spec", "publish", file, "--as", Author, "--approved-by", Author);
        Assert.Equal((ExitCode.Faults, DocumentReason.NotAllowed), (alone.Code, alone.Json.GetProperty("refusal").GetProperty("code").GetString()));
        await TakeBackAsync("spec/prod-a/main");
        var both = await RunAsync(_here, "spec", "publish", file, "--as", Author, "--approved-by", Reviewer);
        Assert.True(both.Code == ExitCode.Ok, both.Error);
        Assert.Equal(("published", 2), (both.Json.GetProperty("state").GetString(), both.Json.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task A_red_spec_is_refused_with_its_place()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        var file = _files.File("prod-a/spec.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Ct)).Replace("rpm: 1000}", "rpm: 1001}", StringComparison.Ordinal), Ct);
        var run = await RunAsync(_here, "spec", "publish", file, "--as", Author, "--approved-by", Reviewer);
        Assert.Equal(ExitCode.Faults, run.Code);
        Assert.Contains("spec.yaml:31:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_nobody_has_is_told()
    {
        await PlantAsync(_here, catalogue: true);
        await RunAsync(_here, "documents", "export", _files.Path);
        var run = await RunAsync(_here, "spec", "publish", _files.File("prod-a/spec.yaml"), "--as", "nobody");
        Assert.Equal(ExitCode.Environment, run.Code);
        Assert.Contains("nobody", run.Error, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> FilesOf(TempFolder folder) => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder.Path, f).Replace('\\', '/'), f => Convert.ToHexString(File.ReadAllBytes(f)));

    private static Task<CommandRun> RunAsync(TempFolder plant, params string[] args) => CommandRun.OfAsync([.. args, $"--Storage:Folder={plant.Path}"]);

    private static ServiceProvider Services(TempFolder plant) => new ServiceCollection().AddLogging().AddIotLinkCore()
        .AddRelationalStore(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", plant.Path)]).Build()).BuildServiceProvider();

    private static async Task PlantAsync(TempFolder plant, bool catalogue)
    {
        await using var services = Services(plant);
        await DemoPlant.SeedAsync(services.GetRequiredService<IAccountDirectory>(), Ct);
        if (catalogue) await services.GetRequiredService<CatalogueRegistration>().RegisterAsync(Ct);
    }

    private async Task<RegisteredDocument> FindAsync(string key)
    {
        await using var services = Services(_here);
        return (await services.GetRequiredService<IDocumentStore>().FindAsync(DocumentKey.Parse(key, null), Ct))!;
    }

    private async Task TakeBackAsync(string key)
    {
        await using var services = Services(_here);
        var author = (await services.GetRequiredService<IAccountDirectory>().ListAsync(Ct)).Single(a => a.UserName == Author).ToViewer();
        Assert.Null((await services.GetRequiredService<DocumentSteps>().TakeBackAsync(author, DocumentKey.Parse(key, null), Ct)).Refusal);
    }
}
