using IotLink.Core.Accounts;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Portal.Features.Documents;
using IotLink.Tests.Core.Publishing;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Portal.Documents;

public sealed class WorkbenchTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(Sample.Product("prod-a"));
    private readonly FakeTimeProvider _clock = new(Sample.Noon);
    private PublishedHost _host = null!;
    private string _published = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Edited => _published + "# written on\n";

    private string Red => _published.Replace("expect: {tempC: 78, rpm: 1000}", "expect: {tempC: 79, rpm: 1000}", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        _host = new(place.Database, _clock);
        await new CatalogueRegistration(_host.Store, _clock).RegisterAsync(Ct);
        _published = (await _host.Store.TextAsync(Spec, 1, Ct))!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_first_change_opens_the_draft_and_saving_again_keeps_what_was_written()
    {
        using var bench = await AtAsync(Lab.Author);
        Assert.Null(bench.Draft);
        await bench.WriteAsync(Edited, Ct);
        Assert.True(bench.IsDirty);
        await bench.SaveAsync(Ct);
        await bench.WriteAsync(Edited + "# and on\n", Ct);
        await bench.SaveAsync(Ct);
        Assert.False(bench.IsDirty);
        Assert.Equal(Edited + "# and on\n", (await _host.Store.FindAsync(Spec, Ct))!.Draft!.Text);
    }

    [Fact]
    public async Task Going_back_to_what_is_stored_needs_no_saving()
    {
        using var bench = await AtAsync(Lab.Author);
        await bench.WriteAsync(Edited, Ct);
        await bench.WriteAsync(_published, Ct);
        Assert.False(bench.IsDirty);
        await bench.SaveAsync(Ct);
        Assert.Null((await _host.Store.FindAsync(Spec, Ct))!.Draft);
    }

    [Fact]
    public async Task Who_may_not_write_stores_nothing()
    {
        using var bench = await AtAsync(Lab.Reader);
        Assert.False(bench.CanWrite);
        await bench.WriteAsync(Edited, Ct);
        await bench.SaveAsync(Ct);
        Assert.Null((await _host.Store.FindAsync(Spec, Ct))!.Draft);
    }

    [Fact]
    public async Task Of_two_windows_of_one_author_the_second_to_save_is_told_and_keeps_its_text()
    {
        using var first = await AtAsync(Lab.Author);
        await first.WriteAsync(Edited, Ct);
        await first.SaveAsync(Ct);
        using var second = await AtAsync(Lab.Author);
        await first.WriteAsync(Edited + "# first\n", Ct);
        await second.WriteAsync(Edited + "# second\n", Ct);
        await first.SaveAsync(Ct);
        await second.SaveAsync(Ct);
        Assert.Equal(DocumentReason.Conflict, second.Refusal?.Code);
        Assert.Equal((true, Edited + "# second\n"), (second.IsDirty, second.Text));
        Assert.Equal(Edited + "# first\n", (await _host.Store.FindAsync(Spec, Ct))!.Draft!.Text);
    }

    [Fact]
    public async Task Somebody_elses_change_is_taken_over_only_where_nothing_is_being_written()
    {
        using var reader = await AtAsync(Lab.Reader);
        using var writer = await AtAsync(Lab.OtherAuthor);
        await writer.WriteAsync(_published + "# mine\n", Ct);
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, Edited, Ct));
        await reader.RefreshAsync(Ct);
        await writer.RefreshAsync(Ct);
        Assert.Equal(Edited, reader.Text);
        Assert.Equal(_published + "# mine\n", writer.Text);
        await writer.SaveAsync(Ct);
        Assert.Equal(DocumentReason.Owned, writer.Refusal?.Code);
    }

    [Fact]
    public async Task A_step_is_about_the_saved_text_and_a_published_one_becomes_what_is_shown()
    {
        using var bench = await AtAsync(Lab.Author);
        await bench.WriteAsync(Edited, Ct);
        await bench.StepAsync((steps, viewer) => steps.SubmitAsync(viewer, Spec, "why", Ct), Ct);
        Assert.Equal((DraftState.InReview, false), (bench.Draft!.State, bench.CanWrite));
        PublishedHost.Did(await _host.Steps.ApproveAsync(Lab.Reviewer, Spec, bench.Draft.Hash, null, Ct));
        await bench.RefreshAsync(Ct);
        await bench.StepAsync((steps, viewer) => steps.PublishAsync(viewer, Spec, bench.Draft!.Hash, null, Ct), Ct);
        Assert.Equal((2, Edited, Edited), (bench.Document!.Published!.Number, bench.PublishedText, bench.Text));
        Assert.Equal([WorkflowState.None, WorkflowState.Ok, WorkflowState.Ok, WorkflowState.None, WorkflowState.Ok], Workflow.Of(bench, isTried: false).Select(s => s.State));
    }

    [Fact]
    public async Task The_workflow_tells_where_a_text_stands_and_why()
    {
        using var bench = await AtAsync(Lab.Author);
        Assert.Equal(["NoDraft", "NoFaults", "GreenTests", "NotAsked", "InForce"], Whys(bench));
        await bench.WriteAsync(Red, Ct);
        Assert.Equal(["Unsaved", "NoFaults", "RedTests", "NotAsked", "InForce"], Whys(bench));
        await bench.WriteAsync("product: prod-a\nsqe: []\n", Ct);
        Assert.Equal(["Unsaved", "Faults", "NoTests", "NotAsked", "InForce"], Whys(bench));
        Assert.Equal("Tried", Whys(bench, isTried: true)[2]);
        await bench.WriteAsync(Edited, Ct);
        await bench.StepAsync((steps, viewer) => steps.SubmitAsync(viewer, Spec, "why", Ct), Ct);
        Assert.Equal(["Saved", "NoFaults", "GreenTests", "Waiting", "InForce"], Whys(bench));
        PublishedHost.Did(await _host.Steps.RejectAsync(Lab.Reviewer, Spec, "not yet", Ct));
        await bench.RefreshAsync(Ct);
        Assert.Equal("Returned", Whys(bench)[3]);
    }

    [Fact]
    public async Task Only_who_wrote_nothing_of_it_can_be_the_second_person()
    {
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Both, Spec, Edited, Ct));
        PublishedHost.Did(await _host.Steps.SubmitAsync(Lab.Both, Spec, "why", Ct));
        using var own = await AtAsync(Lab.Both);
        using var other = await AtAsync(Lab.Reviewer);
        using var reader = await AtAsync(Lab.Reader);
        Assert.Equal((false, true, false), (own.CanReview, other.CanReview, reader.CanReview));
    }

    private static string[] Whys(Workbench bench, bool isTried = false) => [.. Workflow.Of(bench, isTried).Select(s => s.Why)];

    private async Task<Workbench> AtAsync(Viewer viewer)
    {
        var bench = new Workbench(new(_host.Store), _host.Steps, viewer, Spec);
        Assert.True(await bench.LoadAsync(Ct));
        return bench;
    }
}
