using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Backtests;
using IotLink.Core.Documents;
using IotLink.Ingest.Backtests;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Backtests;

/// <summary>A backtest as people ask for it, over a day whose alarms are known.</summary>
public sealed class BacktestTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_which_alarms_there_would_have_been_how_long_and_on_which_day()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var job = await live.AskAsync(live.Request("condition: tempC > 80, hysteresis: 5"));

        Assert.Equal(BacktestState.Done, job.State);
        var result = job.Result!;
        Assert.Equal((3, 1, 2), (result.Draft.Alarms, result.Draft.Open, result.Draft.Devices));
        Assert.Equal([("dev-1", 12, 2, 12, 4), ("dev-1", 12, 6, 12, 7)], result.Draft.Firings.Where(f => f.To is not null)
            .Select(f => (f.Device.Value, f.From.Hour, f.From.Minute, f.To!.Value.Hour, f.To.Value.Minute)));
        Assert.Equal("tempC 85 > 80", result.Draft.Firings[0].Evidence);
        Assert.Equal(1, result.Draft.Again);
        Assert.Equal(new DayCount(new(2026, 11, 23), 3), Assert.Single(result.Draft.ByDay));
        Assert.Equal([("dev-1", 2L), ("dev-2", 1L)], result.Draft.ByDevice.Select(d => (d.Device.Value, d.Alarms)));
        Assert.Equal(TimeSpan.FromMinutes(2), result.Draft.Median);
        Assert.Null(result.Published);
    }

    [Fact]
    public async Task Only_the_devices_that_were_chosen_are_counted()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var job = await live.AskAsync(live.Request("condition: tempC > 80, hysteresis: 5") with { Devices = ["dev-2".AsDevice()] });
        Assert.Equal((1, 1), (job.Result!.Draft.Alarms, job.Result.Devices));
    }

    [Fact]
    public async Task Before_the_range_the_rules_only_warm_up()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var job = await live.AskAsync(live.Request("condition: tempC > 80, hysteresis: 5") with { From = Sample.Noon.AddMinutes(5) });
        Assert.Equal(1, job.Result!.Draft.Alarms);
        Assert.Equal(6, job.Result.Draft.Firings[0].From.Minute);
    }

    [Fact]
    public async Task A_sweep_says_how_many_alarms_each_number_would_have_made()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var job = await live.AskAsync(live.Request("condition: tempC > 80, hysteresis: 5") with { Sweep = new("r/condition/1", 75, 95, 5) });
        Assert.Equal([(75, 3), (80, 3), (85, 1), (90, 0), (95, 0)], job.Result!.Sweep.Select(s => ((int)s.Value, (int)s.Alarms)));
    }

    [Fact]
    public async Task A_host_that_is_away_twice_before_a_device_speaks_takes_neither_for_silence_nor_does_the_backtest()
    {
        const string Silence = "noData: 5m";
        using var folder = new TempFolder();
        await using var live = await LivePast.StartAsync(folder, Silence);
        await live.TakeAsync("dev-1", 70, TimeSpan.FromSeconds(10));
        await live.StopAsync(TimeSpan.FromMinutes(20));
        await live.PassAsync(TimeSpan.FromMinutes(1));
        await live.StopAsync(TimeSpan.FromMinutes(7));
        await live.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(live.Said);
        Assert.Empty((await live.BacktestAsync(Silence)).Said);

        await live.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Single(live.Said);
        Assert.Equal(live.Said, (await live.BacktestAsync(Silence)).Said);
    }

    [Fact]
    public async Task It_is_compared_with_what_is_published()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var span = await live.Get<StoredPast>().FindAsync(LivePast.Product, [], Sample.Noon, live.Clock.GetUtcNow(), Ct);
        var backtest = Backtest.Begin(
            live.Request("condition: tempC > 84, hysteresis: 5") with { Published = LivePast.Document("condition: tempC > 86, hysteresis: 1"), PublishedVersion = 3 },
            span.Plans.SchemaOf(LivePast.Product), IotLink.Core.Calendars.SiteCalendar.Korea, [])!;
        await live.Get<StoredPast>().ReadAsync(span, backtest.Take, _ => Task.CompletedTask, Ct);
        var result = backtest.Finish(live.Clock.GetUtcNow(), 3, [new("dev-1".AsDevice(), "r", Sample.Noon.AddMinutes(3), Sample.Noon.AddMinutes(4), "", true), new("dev-2".AsDevice(), "r", Sample.Noon.AddMinutes(3), null, "", false)]);

        Assert.Equal(new CourseComparison(Same: 1, OnlyDraft: 1, OnlyPublished: 0), result.Comparison);
        Assert.Equal(2, result.Draft.Firings.Count);
        Assert.Equal([true, false], result.Draft.Firings.OrderByDescending(f => f.Device.Value).Select(f => f.IsShared!.Value));
        Assert.Equal(new VerdictComparison(1, 1, 1, 0), result.Verdicts);
    }

    [Fact]
    public async Task A_shadow_run_is_told_beside_what_people_were_told()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder, "condition: tempC > 80, hysteresis: 5, shadow: true");
        await live.Get<IAlarmStore>().ApplyAsync([Plant.Change("dev-2", raise: true, 200)], Ct);
        var desk = live.Get<ShadowDesk>();
        var run = await desk.FindAsync(LivePast.Onlooker, LivePast.Product, ["r"], Sample.Noon, live.Clock.GetUtcNow(), Ct);

        Assert.Equal((3, 1), (run!.Shadow.Alarms, run.Live.Alarms));
        Assert.Equal(new CourseComparison(Same: 1, OnlyDraft: 2, OnlyPublished: 0), run.Comparison);
        Assert.Equal(("dev-1", "tempC 85 > 80", false), (run.Shadow.Firings[0].Device.Value, run.Shadow.Firings[0].Evidence, run.Shadow.Firings[0].IsShared!.Value));
        Assert.Empty(live.Said);
        Assert.Null(await desk.FindAsync(new("c", "c", new HashSet<string> { Role.CustomerAdmin }, Plant.A.Id), LivePast.Product, ["r"], Sample.Noon, live.Clock.GetUtcNow(), Ct));
    }

    [Fact]
    public async Task Who_may_not_write_rules_may_not_ask_and_a_wrong_wish_is_refused_with_its_reason()
    {
        using var folder = new TempFolder();
        await using var live = await LivePast.StartAsync(folder, "condition: tempC > 80");
        var request = new BacktestRequest(LivePast.Rule, Sample.Noon.AddDays(-1), Sample.Noon, LivePast.Document("condition: tempC > 80"));
        Assert.Equal("backtest.forbidden", await CodeAsync(request, LivePast.Onlooker));
        Assert.Equal("backtest.range", await CodeAsync(request with { To = request.From }));
        Assert.Equal("backtest.text", await CodeAsync(request with { Text = "ruleId: r" }));
        Assert.Equal("backtest.sweep", await CodeAsync(request with { Sweep = new("r/condition/7", 1, 2, 3) }));
        Assert.Equal("backtest.sweep", await CodeAsync(request with { Sweep = new("r/condition/1", 3, 2, 3) }));
        Assert.Equal("backtest.text", await CodeAsync(request with { Document = DocumentKey.SpecOf(LivePast.Product) }));

        async Task<string?> CodeAsync(BacktestRequest wish, Viewer? viewer = null) =>
            (await live.Get<BacktestDesk>().AskAsync(viewer ?? LivePast.Author, wish, Ct)).Fault?.Code;
    }

    [Fact]
    public async Task What_waits_is_cancelled_at_once()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var desk = live.Get<BacktestDesk>();
        var job = (await desk.AskAsync(LivePast.Author, live.Request("condition: tempC > 80"), Ct)).Job!;
        Assert.Equal(BacktestState.Cancelled, (await desk.CancelAsync(LivePast.Author, job.Id, Ct)).Job?.State);
        Assert.Null(await live.Get<BacktestCarrier>().TakeAsync(Ct));
        Assert.Equal("backtest.state", (await desk.CancelAsync(LivePast.Author, job.Id, Ct)).Fault?.Code);
    }

    [Fact]
    public async Task What_runs_ends_when_it_hears_that_somebody_cancelled()
    {
        using var folder = new TempFolder();
        await using var live = await HotNoonAsync(folder);
        var (desk, carrier) = (live.Get<BacktestDesk>(), live.Get<BacktestCarrier>());
        await desk.AskAsync(LivePast.Author, live.Request("condition: tempC > 80"), Ct);
        var job = (await carrier.TakeAsync(Ct))!;
        Assert.True((await desk.CancelAsync(LivePast.Author, job.Id, Ct)).Job?.CancelAsked);
        await carrier.CarryOutAsync(job, Ct);
        Assert.Equal(BacktestState.Cancelled, (await desk.FindAsync(LivePast.Author, job.Id, Ct))?.State);
    }

    /// <summary>dev-1 is hot from 12:02 to 12:04 and from 12:06 to 12:07, dev-2 from 12:03 on; nobody at noon.</summary>
    private static async Task<LivePast> HotNoonAsync(TempFolder folder, string rule = "condition: tempC > 100")
    {
        var live = await LivePast.StartAsync(folder, rule);
        await live.TakeAsync("dev-1", 60, Minute);
        await live.TakeAsync("dev-1", 85, Minute);
        await live.TakeAsync("dev-2", 88, Minute);
        await live.TakeAsync("dev-1", 60, Minute);
        await live.TakeAsync("dev-2", 88, Minute);
        await live.TakeAsync("dev-1", 84, Minute);
        await live.TakeAsync("dev-1", 60, Minute);
        await live.PassAsync(Minute);
        return live;
    }
}
