using IotLink.Core.Adapters.Relational;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Publishing;

public sealed class DocumentStepsTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly ProductId ProdA = ProductId.Parse("prod-a", null);
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(ProdA);

    private readonly FakeTimeProvider _clock = new(Sample.Noon);
    private PublishedHost _host = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DocumentDesk Desk => new(_host.Store);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        _host = new(place.Database, _clock);
        await new CatalogueRegistration(_host.Store, _clock).RegisterAsync(Ct);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Of_two_authors_who_begin_at_once_one_has_the_draft_and_the_other_is_told_who()
    {
        var steps = await Task.WhenAll(_host.Steps.BeginAsync(Lab.Author, Spec, "a: 1", Ct), _host.Steps.BeginAsync(Lab.OtherAuthor, Spec, "a: 2", Ct));
        var (won, lost) = steps[0].Document is not null ? (steps[0], steps[1]) : (steps[1], steps[0]);
        Assert.Equal(DocumentReason.Owned, lost.Refusal?.Code);
        Assert.Contains(won.Document!.Draft!.Owner.Name, lost.Refusal!.Detail, StringComparison.Ordinal);
        Assert.Equal(won.Document.Draft, (await _host.Store.FindAsync(Spec, Ct))!.Draft, (a, b) => a!.Text == b!.Text && a.Owner == b.Owner);
    }

    [Fact]
    public async Task A_draft_that_was_taken_over_is_not_overwritten_by_its_former_owner()
    {
        var draft = PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, null, Ct)).Draft!;
        PublishedHost.Did(await _host.Steps.TakeOverAsync(Lab.OtherAuthor, Spec, Ct));
        Assert.Equal(DocumentReason.Owned, (await _host.Steps.EditAsync(Lab.Author, Spec, "a: 1", draft.Revision, Ct)).Refusal?.Code);
    }

    [Fact]
    public async Task A_red_test_blocks_review_and_names_the_test()
    {
        var text = (await Desk.PublishedTextAsync(Lab.Author, Spec, Ct))!.Replace("expect: {tempC: 78, rpm: 1000}", "expect: {tempC: 79, rpm: 1000}", StringComparison.Ordinal);
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, text, Ct));
        var refusal = (await _host.Steps.SubmitAsync(Lab.Author, Spec, "why", Ct)).Refusal!;
        Assert.Equal(DocumentReason.Red, refusal.Code);
        Assert.All(refusal.Faults, f => Assert.Contains("expected 79, found 78", f.Message, StringComparison.Ordinal));
        Assert.Contains(refusal.Faults, f => f.Message.Contains("'the sample of the domain page'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_that_does_not_go_with_the_others_in_force_blocks_publishing()
    {
        var key = DocumentKey.RuleOf(ProdA, "again");
        var text = ProductCatalog.TextsOf(ProdA, DocumentKind.Rule)[0];
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, key, text, Ct));
        var refusal = (await _host.Steps.SubmitAsync(Lab.Author, key, "why", Ct)).Refusal!;
        Assert.Contains(refusal.Faults, f => f.Code == "rule.duplicate");
    }

    [Fact]
    public async Task Two_documents_of_a_product_cannot_be_on_canary_at_once()
    {
        await _host.PublishAsync(Spec, (await Desk.PublishedTextAsync(Lab.Author, Spec, Ct))! + "# v2\n", CanaryScope.Share(5));
        var contract = DocumentKey.ContractOf(ProdA);
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, contract, (await Desk.PublishedTextAsync(Lab.Author, contract, Ct))! + "# v2\n", Ct));
        var draft = PublishedHost.Did(await _host.Steps.SubmitAsync(Lab.Author, contract, "why", Ct)).Draft!;
        PublishedHost.Did(await _host.Steps.ApproveAsync(Lab.Reviewer, contract, draft.Hash, null, Ct));
        Assert.Equal(DocumentReason.CanaryBusy, (await _host.Steps.PublishAsync(Lab.Author, contract, draft.Hash, CanaryScope.Share(5), Ct)).Refusal?.Code);
    }

    [Fact]
    public async Task Every_step_is_audited_with_who_and_why()
    {
        await _host.PublishAsync(Spec, (await Desk.PublishedTextAsync(Lab.Author, Spec, Ct))! + "# v2\n");
        PublishedHost.Did(await _host.Steps.RollBackAsync(Lab.Reviewer, Spec, 1, "values were wrong", Ct));
        var audit = (await new AuditLog(place.Database).RecentAsync(10, Ct)).Reverse().ToList();
        Assert.Equal(["document.draft", "document.submit", "document.approve", "document.publish", "document.rollback"], audit.Select(a => a.Action));
        Assert.Equal((Lab.Reviewer.UserId, "spec/prod-a/main", "version 3: values were wrong"), (audit[^1].UserId, audit[^1].Subject, audit[^1].Detail));
        Assert.Equal(await _host.Store.TextAsync(Spec, 1, Ct), await Desk.PublishedTextAsync(Lab.Reader, Spec, Ct));
    }

    [Fact]
    public async Task Service_sees_what_is_published_and_nothing_else()
    {
        await _host.PublishAsync(Spec, (await Desk.PublishedTextAsync(Lab.Author, Spec, Ct))! + "# v2\n");
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, null, Ct));
        var seen = await Desk.FindAsync(People.Ops, Spec, Ct);
        Assert.Equal((2, null), (Assert.Single(seen!.Versions).Number, seen.Draft));
        Assert.NotNull(await Desk.TextAsync(People.Ops, Spec, 2, Ct));
        Assert.Null(await Desk.TextAsync(People.Ops, Spec, 1, Ct));
        Assert.Empty(await Desk.EventsAsync(People.Ops, Spec, Ct));
        Assert.Null(await Desk.FindAsync(People.CustomerA, Spec, Ct));
        Assert.Equal(DocumentReason.NotAllowed, (await _host.Steps.BeginAsync(People.CustomerA, Spec, "a: 1", Ct)).Refusal?.Code);
    }
}
