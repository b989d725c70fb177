using Bunit;
using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Audit;
using IotLink.Core.DeadLetters;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Documents;
using IotLink.Portal.Shell;
using IotLink.Tests.Core.Publishing;
using IotLink.Tests.Portal.Controls;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Portal.Documents;

public sealed class DocumentPageTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(Sample.Product("prod-a"));
    private readonly ControlContext _browser = new();
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(ControlContext.Now);
    private SqliteHotStore _hot = null!;
    private PublishedHost _host = null!;
    private string _published = "";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        _host = new(place.Database, _clock);
        _hot = SqliteHotStore.Open(_folder.Path, new(), _clock);
        await new CatalogueRegistration(_host.Store, _clock).RegisterAsync(Ct);
        _published = (await _host.Store.TextAsync(Spec, 1, Ct))!;
        _browser.Services.AddSingleton(_host.Store).AddSingleton(_host.Steps).AddSingleton<DocumentDesk>().AddSingleton<DeadLetterDesk>()
            .AddSingleton<IDeadLetterStore>(new SqliteDeadLetters(_folder.Path, new(), _hot))
            .AddSingleton<ILetterJobStore>(new LetterJobStore(place.Database)).AddSingleton<IAuditLog>(new AuditLog(place.Database))
            .AddSingleton(s => new VersionRates(s.GetRequiredService<IDeadLetterStore>(), new FakeRegistry(), new HeldStream(), TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
        _hot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Who_may_not_write_reads()
    {
        var page = Open(Lab.Reader);
        Assert.True(page.FindComponent<IlEditor>().Instance.ReadOnly);
        Assert.Equal("Read-only", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll(".il-actions button"));
    }

    [Fact]
    public async Task A_draft_of_somebody_else_names_them_and_can_be_taken_over()
    {
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.OtherAuthor, Spec, _published + "# theirs\n", Ct));
        var page = Open(Lab.Author);
        var editor = page.FindComponent<IlEditor>().Instance;
        Assert.Equal((true, _published + "# theirs\n"), (editor.ReadOnly, editor.Text));
        Assert.Contains(Lab.OtherAuthor.Name, page.Find("[role=status]").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => Button(page, "Take over").ClickAsync());

        await page.WaitForAssertionAsync(() => Assert.False(page.FindComponent<IlEditor>().Instance.ReadOnly));
        Assert.Equal(Lab.Author.UserId, (await _host.Store.FindAsync(Spec, Ct))!.Draft!.Owner.UserId);
    }

    [Fact]
    public async Task Who_saves_second_is_told_and_loses_nothing()
    {
        var draft = PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, _published + "# begun\n", Ct)).Draft!;
        var page = Open(Lab.Author);
        PublishedHost.Did(await _host.Steps.EditAsync(Lab.Author, Spec, _published + "# another window\n", draft.Revision, Ct));

        await WriteAsync(page, _published + "# this window\n");
        await page.InvokeAsync(() => page.FindComponent<IlKeys>().Instance.OnKey("Ctrl+KeyS"));

        await page.WaitForAssertionAsync(() => Assert.StartsWith("Somebody changed it", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal(_published + "# this window\n", page.FindComponent<IlEditor>().Instance.Text);
        Assert.Equal(_published + "# another window\n", (await _host.Store.FindAsync(Spec, Ct))!.Draft!.Text);
    }

    [Fact]
    public async Task A_red_test_blocks_review_and_says_so()
    {
        var page = Open(Lab.Author);
        await WriteAsync(page, _published.Replace("expect: {tempC: 78, rpm: 1000}", "expect: {tempC: 79, rpm: 1000}", StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.True(Button(page, "Send to review").HasAttribute("disabled")));
        Assert.Contains("expected 79, found 78", page.Find(".il-problems").TextContent, StringComparison.Ordinal);
        await WriteAsync(page, _published + "# green\n");
        await page.WaitForAssertionAsync(() => Assert.False(Button(page, "Send to review").HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_fault_with_one_answer_is_put_right_by_a_button()
    {
        var page = Open(Lab.Author);
        await WriteAsync(page, _published.Replace("endian: be}\nproduct", "endain: be}\nproduct", StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Button(page, "Write endian instead"));
        await page.InvokeAsync(() => Button(page, "Write endian instead").ClickAsync());
        await page.WaitForAssertionAsync(() => Assert.Equal(_published, page.FindComponent<IlEditor>().Instance.Text));
    }

    [Fact]
    public async Task An_approval_is_for_the_text_on_the_screen_only()
    {
        PublishedHost.Did(await _host.Steps.BeginAsync(Lab.Author, Spec, _published + "# read\n", Ct));
        PublishedHost.Did(await _host.Steps.SubmitAsync(Lab.Author, Spec, "why", Ct));
        var page = Open(Lab.Reviewer);
        var back = PublishedHost.Did(await _host.Steps.TakeBackAsync(Lab.Author, Spec, Ct)).Draft!;
        PublishedHost.Did(await _host.Steps.EditAsync(Lab.Author, Spec, _published + "# slipped in\n", back.Revision, Ct));
        PublishedHost.Did(await _host.Steps.SubmitAsync(Lab.Author, Spec, "why", Ct));

        await page.InvokeAsync(() => Button(page, "Approve").ClickAsync());
        await page.InvokeAsync(() => page.Find(".il-actions form").SubmitAsync());

        await page.WaitForAssertionAsync(() => Assert.Equal("The approval was for another text.", page.Find(".il-actions [role=alert]").TextContent));
        Assert.Equal(DraftState.InReview, (await _host.Store.FindAsync(Spec, Ct))!.Draft!.State);
    }

    [Fact]
    public async Task An_earlier_version_is_brought_back_with_a_reason()
    {
        await _host.PublishAsync(Spec, _published + "# second\n");
        var page = Open(Lab.Author, "?tab=runs");
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(".il-events li")));
        await page.InvokeAsync(() => Button(page, "Roll back").ClickAsync());
        Assert.True(Button(page, "Roll back to version 1").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("#il-rollback").InputAsync("the second was wrong"));
        await page.InvokeAsync(() => page.Find(".il-rollback").SubmitAsync());
        await page.WaitForAssertionAsync(() => Assert.Contains("v3 ← v1", page.Find(".il-runs").TextContent, StringComparison.Ordinal));
        Assert.Equal(_published, await _host.Store.TextAsync(Spec, 3, Ct));
    }

    [Fact]
    public void What_is_not_there_is_said_not_to_be_there()
    {
        var page = Open(Lab.Author, product: "nothing-like-it");
        Assert.Empty(page.FindAll(".il-editor"));
        Assert.NotEmpty(page.FindAll(".il-note"));
    }

    [Fact]
    public async Task Lists_of_nothing_say_what_will_be_there()
    {
        await place.EmptyAsync(Ct);
        var visit = Visit.Of(Lab.Author, Places.Find("/l/reviews")!);
        var reviews = _browser.Render<ReviewsPage>(p => p.AddCascadingValue(visit));
        await reviews.WaitForAssertionAsync(() => Assert.NotEmpty(reviews.FindAll(".il-note")));
        _browser.Services.GetRequiredService<NavigationManager>().NavigateTo("/l/rules");
        var rules = _browser.Render<DocumentsPage>(p => p.AddCascadingValue(visit));
        await rules.WaitForAssertionAsync(() => Assert.NotEmpty(rules.FindAll(".il-note")));
        Assert.Empty(rules.FindAll("table"));
    }

    [Fact]
    public async Task A_store_that_is_down_leaves_the_shell_and_a_way_to_try_again()
    {
        _browser.Services.AddSingleton(new DocumentDesk(new BrokenDocuments())).AddLogging();
        var page = _browser.Render<IlErrorBoundary>(p => p
            .AddCascadingValue(Visit.Of(Lab.Author, Places.Find("/l/specs")!)).AddChildContent<DocumentPage>(c => c.Add(d => d.Product, "prod-a")));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("[role=alert] button")));
    }

    private IRenderedComponent<DocumentPage> Open(Viewer viewer, string query = "", string product = "prod-a")
    {
        _browser.Services.GetRequiredService<NavigationManager>().NavigateTo($"/l/specs/{product}{query}");
        var page = _browser.Render<DocumentPage>(p => p.Add(d => d.Product, product).AddCascadingValue(Visit.Of(viewer, Places.Find("/l/specs")!)));
        page.WaitForState(() => page.FindAll("[aria-busy=true]").Count == 0);
        return page;
    }

    private static Task WriteAsync(IRenderedComponent<DocumentPage> page, string text) =>
        page.InvokeAsync(() => page.FindComponent<IlEditor>().Instance.OnText(text));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DocumentPage> page, string words) =>
        page.FindAll("button").First(b => b.TextContent == words);
}
