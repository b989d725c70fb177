using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteDocumentStoreTests(SqliteFixture place) : DocumentStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresDocumentStoreTests(PostgresFixture place) : DocumentStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IDocumentStore"/> keeps to.</summary>
public abstract class DocumentStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly DocumentKey Key = DocumentKey.Parse("rule/prod-a/r", null);
    private static readonly ProductId ProdA = ProductId.Parse("prod-a", null);

    private DocumentStore Store => new(place.Database);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await place.EmptyAsync(Ct);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_document_comes_back_as_it_was_saved()
    {
        await RegisterAsync(Key, "a: 1\n");
        var begun = await TakeAsync(d => DocumentLife.Begin(d, Lab.Author, "a: 2", Plant.Noon));
        var found = await Store.FindAsync(Key, Ct);
        Assert.Equivalent(begun with { Revision = 2, Versions = found!.Versions }, found);
        Assert.Equal("a: 2\n", found.Draft!.Text);
        Assert.Equal("a: 1\n", await Store.TextAsync(Key, 1, Ct));
        Assert.Null(await Store.TextAsync(Key, 2, Ct));
        Assert.Equal(["publish", "draft"], (await Store.EventsAsync(Key, Ct)).Select(e => e.Action));
    }

    [Fact]
    public async Task Of_two_that_read_the_same_one_saves_and_the_other_learns_of_it()
    {
        await RegisterAsync(Key, "a: 1\n");
        var read = await Store.FindAsync(Key, Ct);
        var saved = await Task.WhenAll(
            SaveAsync(DocumentLife.Begin(read!, Lab.Author, "a: 2", Plant.Noon)),
            SaveAsync(DocumentLife.Begin(read!, Lab.OtherAuthor, "a: 3", Plant.Noon)));
        Assert.Single(saved, won => won);
        var draft = (await Store.FindAsync(Key, Ct))!.Draft!;
        Assert.Equal(saved[0] ? "a: 2\n" : "a: 3\n", draft.Text);
    }

    [Fact]
    public async Task Of_two_that_register_the_same_document_one_succeeds()
    {
        var step = DocumentLife.FromCatalogue(null, Key, "a: 1\n", Plant.Noon)!.Value;
        var saved = await Task.WhenAll(Store.SaveAsync(step.Document!, step.Event, "a: 1\n", Ct), Store.SaveAsync(step.Document!, step.Event, "a: 1\n", Ct));
        Assert.Single(saved, won => won);
        Assert.Single((await Store.FindAsync(Key, Ct))!.Versions);
    }

    [Fact]
    public async Task The_edition_grows_with_what_is_in_force_and_with_nothing_else()
    {
        var before = await Store.EditionAsync(Ct);
        await RegisterAsync(Key, "a: 1\n");
        Assert.Equal(before + 1, await Store.EditionAsync(Ct));
        await ApprovedAsync("a: 2\n");
        Assert.Equal(before + 1, await Store.EditionAsync(Ct));
        await TakeAsync(d => DocumentLife.Publish(d, Lab.Author, DocumentText.HashOf("a: 2\n"), CanaryScope.Share(5), Plant.Noon), "a: 2\n");
        await TakeAsync(d => DocumentLife.Promote(d, Lab.Author, Plant.Noon));
        Assert.Equal(before + 3, await Store.EditionAsync(Ct));
    }

    [Fact]
    public async Task What_is_in_force_has_the_canary_beside_the_published_text()
    {
        await RegisterAsync(Key, "a: 1\n");
        await ApprovedAsync("a: 2\n");
        var scope = new CanaryScope(5, [SiteId.Parse("s-1", null)], [DeviceId.Parse("d-1", null)]);
        await TakeAsync(d => DocumentLife.Publish(d, Lab.Author, DocumentText.HashOf("a: 2\n"), scope, Plant.Noon), "a: 2\n");
        var inForce = (await Store.InForceAsync(Ct)).Documents;
        Assert.Equal([(Key, 1, "a: 1\n", true), (Key, 2, "a: 2\n", false)], inForce.Select(d => (d.Key, d.Version, d.Text, d.Scope is null)));
        Assert.Equivalent(scope, inForce[1].Scope);
        await TakeAsync(d => DocumentLife.Retire(d, Lab.Reviewer, "over", Plant.Noon));
        Assert.Empty((await Store.InForceAsync(Ct)).Documents);
    }

    [Fact]
    public async Task An_edition_tells_for_ever_which_versions_it_was()
    {
        await RegisterAsync(Key, "a: 1\n");
        await RegisterAsync(DocumentKey.Parse("formula/_/all", null), "f: 1\n");
        await RegisterAsync(DocumentKey.Parse("rule/other/r", null), "o: 1\n");
        var first = await Store.EditionAsync(Ct);
        await ApprovedAsync("a: 2\n");
        await TakeAsync(d => DocumentLife.Publish(d, Lab.Author, DocumentText.HashOf("a: 2\n"), CanaryScope.Share(5), Plant.Noon), "a: 2\n");
        await TakeAsync(d => DocumentLife.Promote(d, Lab.Author, Plant.Noon));
        await TakeAsync(d => DocumentLife.Retire(d, Lab.Reviewer, "over", Plant.Noon));
        Assert.Equal(["formula/_/all 1", "rule/prod-a/r 1"], await LineageAsync(first));
        Assert.Equal(["formula/_/all 1", "rule/prod-a/r 1", "rule/prod-a/r 2 canary"], await LineageAsync(first + 1));
        Assert.Equal(["formula/_/all 1", "rule/prod-a/r 2"], await LineageAsync(first + 2));
        Assert.Equal(["formula/_/all 1"], await LineageAsync(first + 3));
    }

    [Fact]
    public async Task A_list_is_in_the_order_of_the_keys_and_of_one_product_when_asked()
    {
        foreach (var key in (string[])["rule/prod-b/r", "spec/prod-a/main", "formula/_/f", "rule/prod-a/b", "rule/prod-a/a", "contract/prod-a/main"])
            await RegisterAsync(DocumentKey.Parse(key, null), key + "\n");
        Assert.Equal(
            ["formula/_/f", "spec/prod-a/main", "contract/prod-a/main", "rule/prod-a/a", "rule/prod-a/b", "rule/prod-b/r"],
            (await Store.ListAsync(null, Ct)).Select(d => d.Key.ToString()));
        Assert.Equal(4, (await Store.ListAsync(ProdA, Ct)).Count);
    }

    private async Task<IEnumerable<string>> LineageAsync(long edition) =>
        (await Store.LineageAsync(ProdA, edition, Ct)).Select(l => $"{l.Key} {l.Version}{(l.OnCanary ? " canary" : "")}");

    private async Task RegisterAsync(DocumentKey key, string text) =>
        Assert.True(await SaveAsync(DocumentLife.FromCatalogue(null, key, text, Plant.Noon)!.Value, text));

    private async Task ApprovedAsync(string text)
    {
        await TakeAsync(d => DocumentLife.Begin(d, Lab.Author, text, Plant.Noon));
        await TakeAsync(d => DocumentLife.Submit(d, Lab.Author, "why", Plant.Noon));
        await TakeAsync(d => DocumentLife.Approve(d, Lab.Reviewer, DocumentText.HashOf(text), null, Plant.Noon));
    }

    private async Task<RegisteredDocument> TakeAsync(Func<RegisteredDocument, DocumentStep> decide, string? newText = null)
    {
        var step = decide((await Store.FindAsync(Key, Ct))!);
        Assert.True(await SaveAsync(step, newText), step.Refusal?.Detail);
        return step.Document!;
    }

    private Task<bool> SaveAsync(DocumentStep step, string? newText = null)
    {
        Assert.Null(step.Refusal);
        return Store.SaveAsync(step.Document!, step.Event, newText, Ct);
    }
}
