using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Rules;
using IotLink.Tests.Support;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteAlarmHandlingTests(SqliteFixture place) : AlarmHandlingContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresAlarmHandlingTests(PostgresFixture place) : AlarmHandlingContract(place), IClassFixture<PostgresFixture>;

/// <summary>What people do to alarms, what time brings, and what keeps alarms from people, on every store.</summary>
public abstract class AlarmHandlingContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly Person Kim = new("u-1", "김하늘");
    private static readonly Person Park = new("u-2", "박도윤");
    private static readonly DeviceScope OfA = DeviceScope.Of(Plant.A.Id);
    private readonly AlarmOptions _options = new() { StormPerMinute = 3 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AlarmStore Store => new(place.Database, Options.Create(_options));

    private MaintenanceStore Windows => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        var child = Plant.Device("child-1", Plant.SiteA) with { Hub = "hub-1".AsDevice() };
        await new DeviceStore(place.Database).SaveAsync(
            Plant.With(Plant.Device("d-a", Plant.SiteA), Plant.Device("d-b", Plant.SiteB), Plant.Device("hub-1", Plant.SiteA), child), Plant.Noon, Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_step_is_stored_with_its_line_and_comes_back_whole()
    {
        var alarm = await RaiseAsync("d-a", 1);
        var done = await ActAsync(Kim, new AlarmStep.Assign(Park), alarm);
        var back = (await Store.FindAsync(DeviceScope.All, alarm.Id, Ct))!.Alarm;
        Assert.Equal(done.Alarm, back);
        Assert.Equal((AlarmState.Acknowledged, Park.Name, Park.UserId, Kim.Name), (back.State, back.Owner, back.OwnerId, back.AcknowledgedBy));
        var line = (await Store.HistoryAsync(alarm.Id, Ct))[^1];
        Assert.Equal((AlarmWord.Assigned, Kim.Name, Park.Name, back.Version), (line.Code, line.By, line.Data["to"], line.Version));
    }

    [Fact]
    public async Task Who_saw_an_older_alarm_hears_who_was_quicker()
    {
        var alarm = await RaiseAsync("d-a", 1);
        await ActAsync(Park, new AlarmStep.Snooze(Plant.Noon.AddHours(1)), alarm);
        var late = await ActAsync(Kim, new AlarmStep.Assign(Kim), alarm);
        Assert.Equal((AlarmReason.Quicker, Park.Name, AlarmWord.Snoozed), (late.Refusal!.Code, late.Refusal.Detail, late.Quicker!.Code));
        Assert.Null((await Store.FindAsync(DeviceScope.All, alarm.Id, Ct))!.Alarm.Owner);
    }

    [Fact]
    public async Task What_the_stream_did_in_between_is_no_conflict()
    {
        var alarm = await RaiseAsync("d-a", 1);
        await Store.ApplyAsync([Plant.Change("d-a", true, 2, fromRule: false)], Ct);
        Assert.True((await ActAsync(Kim, new AlarmStep.Acknowledge(), alarm)).IsDone);
    }

    [Fact]
    public async Task Of_eight_at_once_one_acknowledges()
    {
        var alarm = await RaiseAsync("d-a", 1);
        var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Store.ActAsync(
            DeviceScope.All, new(new AlarmStep.Acknowledge(), new($"u-{i}", $"p{i}"), Plant.Noon, $"b{i}") { Targets = [new(alarm.Id, alarm.Version)] }, Ct)));
        Assert.Single(results, r => r[0].IsDone);
        Assert.All(results.Where(r => !r[0].IsDone), r => Assert.Equal(AlarmReason.Quicker, r[0].Refusal!.Code));
    }

    [Fact]
    public async Task A_stroke_over_a_filter_reaches_what_the_scope_reaches()
    {
        await RaiseAsync("d-a", 1, "x");
        await RaiseAsync("d-a", 2, "y");
        var other = await RaiseAsync("d-b", 3);
        var results = await Store.ActAsync(OfA, Stroke(Kim, new AlarmStep.Acknowledge()) with { Matching = new() }, Ct);
        Assert.Equal(2, results.Count(r => r.IsDone));
        Assert.Equal(AlarmState.New, (await Store.FindAsync(DeviceScope.All, other.Id, Ct))!.Alarm.State);
        Assert.Empty(await Store.ActAsync(OfA, Stroke(Kim, new AlarmStep.Acknowledge()) with { Targets = [new(other.Id)] }, Ct));
    }

    [Fact]
    public async Task A_stroke_is_taken_back_within_ten_seconds_where_nothing_happened_since()
    {
        var (first, second) = (await RaiseAsync("d-a", 1), await RaiseAsync("d-b", 2));
        await Store.ActAsync(DeviceScope.All, Stroke(Kim, new AlarmStep.Assign(Park)) with { Targets = [new(first.Id), new(second.Id)] }, Ct);
        await ActAsync(Park, new AlarmStep.Comment("봄"), (await Store.FindAsync(DeviceScope.All, second.Id, Ct))!.Alarm);
        var undone = await Store.UndoAsync(DeviceScope.All, new("batch", Kim, Plant.Noon.AddSeconds(10)), Ct);
        Assert.Equal([null, AlarmReason.CannotUndo], undone.OrderBy(r => r.Alarm.Device.Value).Select(r => r.Refusal?.Code));
        Assert.Equal(first with { Version = 3 }, (await Store.FindAsync(DeviceScope.All, first.Id, Ct))!.Alarm);
        Assert.Equal((AlarmWord.Undone, AlarmWord.Assigned), ((await Store.HistoryAsync(first.Id, Ct))[^1].Code, (await Store.HistoryAsync(first.Id, Ct))[^1].Data["step"]));
    }

    [Fact]
    public async Task Too_late_or_by_somebody_else_nothing_is_taken_back()
    {
        var alarm = await RaiseAsync("d-a", 1);
        await ActAsync(Kim, new AlarmStep.Acknowledge(), alarm);
        Assert.Empty(await Store.UndoAsync(DeviceScope.All, new("batch", Park, Plant.Noon), Ct));
        Assert.Equal(AlarmReason.CannotUndo, Assert.Single(await Store.UndoAsync(DeviceScope.All, new("batch", Kim, Plant.Noon.AddSeconds(11)), Ct)).Refusal!.Code);
        Assert.Empty(await Store.UndoAsync(DeviceScope.Of(Plant.B.Id), new("batch", Kim, Plant.Noon), Ct));
    }

    [Fact]
    public async Task An_old_alarm_is_not_opened_again_beside_a_newer_one()
    {
        var old = await RaiseAsync("d-a", 1);
        await Store.ApplyAsync([Plant.Change("d-a", false, 2), Plant.Change("d-a", true, 3)], Ct);
        Assert.Equal(AlarmReason.NewerOpen, (await ActAsync(Kim, new AlarmStep.Reopen("다시"), old with { Version = 2 })).Refusal!.Code);
    }

    [Fact]
    public async Task A_lease_that_runs_out_returns_the_alarm_to_the_queue_once()
    {
        var alarm = await RaiseAsync("d-a", 1);
        await ActAsync(Kim, new AlarmStep.Assign(Park), alarm);
        Assert.Empty(await Store.UpkeepAsync(Plant.Noon.AddMinutes(29), Ct));
        var back = Assert.Single(await Store.UpkeepAsync(Plant.Noon.AddMinutes(30), Ct));
        Assert.Equal((AlarmState.New, null), (back.State, back.Owner));
        Assert.Empty(await Store.UpkeepAsync(Plant.Noon.AddMinutes(31), Ct));
        Assert.Equal(Park.Name, (await Store.HistoryAsync(alarm.Id, Ct))[^1].Data["owner"]);
    }

    [Fact]
    public async Task What_is_raised_in_a_window_is_kept_and_shown_nowhere_until_the_window_ends()
    {
        var window = await Windows.AddAsync(new(0, MaintenanceTarget.Site, Plant.SiteA.Id.Value, Plant.Noon, Plant.Noon.AddHours(1)) { Why = "정기 점검" }, Ct);
        var alarm = await RaiseAsync("d-a", 60);
        var free = await RaiseAsync("d-b", 61);
        Assert.Equal((SuppressionKind.Maintenance, $"{window.Id}", "정기 점검"), (alarm.Suppression!.Kind, alarm.Suppression.By, alarm.Suppression.Name));
        Assert.Equal([free.Id], (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items.Select(r => r.Alarm.Id));
        Assert.Equal(1, (await Store.CountOpenAsync(DeviceScope.All, Ct))[AlarmClass.Immediate]);
        Assert.Equal(["d-b"], (await Store.WorstOpenAsync(DeviceScope.All, ["d-a".AsDevice(), "d-b".AsDevice()], Ct)).Keys.Select(d => d.Value));
        Assert.Equal(1, (await Store.CountAsync(DeviceScope.All, "", Plant.Noon, Ct)).Suppressed);
        Assert.Equal(alarm.Id, Assert.Single((await Store.ListAsync(DeviceScope.All, new() { Part = AlarmPart.Suppressed }, Ct)).Items).Alarm.Id);
        Assert.Empty(await Store.UpkeepAsync(Plant.Noon.AddMinutes(59), Ct));
        Assert.True(await Windows.EndAsync(window.Id, Plant.Noon.AddMinutes(40), Ct));
        Assert.False(await Windows.EndAsync(window.Id, Plant.Noon.AddMinutes(41), Ct));
        Assert.True(Assert.Single(await Store.UpkeepAsync(Plant.Noon.AddMinutes(40), Ct)).IsShown);
        Assert.Equal([AlarmWord.Raised, AlarmWord.Suppressed, AlarmWord.Released], (await Store.HistoryAsync(alarm.Id, Ct)).Select(e => e.Code));
    }

    [Fact]
    public async Task A_silent_hub_explains_children_that_fall_silent_before_and_after_it()
    {
        var before = await SilenceAsync("child-1", 1, "no-data");
        var hub = await SilenceAsync("hub-1", 2, "no-data");
        var after = await SilenceAsync("child-1", 3, "no-heartbeat");
        Assert.Equal((null, SuppressionKind.Hub), (before.Suppression, after.Suppression!.Kind));
        Assert.Equal(before.Id, Assert.Single(await Store.UpkeepAsync(Plant.Noon.AddSeconds(4), Ct)).Id);
        Assert.Equal([hub.Id], (await Store.ListAsync(DeviceScope.All, new(), Ct)).Items.Select(r => r.Alarm.Id));
        Assert.Equal(new HashSet<AlarmId> { before.Id, after.Id }, (await ExplainedAsync(hub.Id)).ToHashSet());
        Assert.Empty(await ExplainedAsync(before.Id));
        await Store.ApplyAsync([Plant.Change("hub-1", false, 100, "no-data"), Plant.Change("child-1", false, 100, "no-data")], Ct);
        Assert.Empty(await Store.UpkeepAsync(Plant.Noon.AddSeconds(100 + 119), Ct));
        Assert.Equal(after.Id, Assert.Single(await Store.UpkeepAsync(Plant.Noon.AddSeconds(100 + 120), Ct)).Id);
    }

    private async Task<IEnumerable<AlarmId>> ExplainedAsync(AlarmId by) =>
        (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false) { Part = AlarmPart.Suppressed, ExplainedBy = by }, Ct)).Items.Select(r => r.Alarm.Id);

    [Fact]
    public async Task The_fifth_raise_in_ten_minutes_folds_into_one_that_ends_when_it_stays_quiet()
    {
        for (var i = 1; i <= 5; i++) await Store.ApplyAsync([Plant.Change("d-a", true, i * 10), Plant.Change("d-a", false, (i * 10) + 5)], Ct);
        await Store.ApplyAsync([Plant.Change("d-a", true, 60)], Ct);
        await Store.ApplyAsync([Plant.Change("d-a", false, 65)], Ct);
        var alarm = Assert.Single((await Store.ListAsync(DeviceScope.All, new(), Ct)).Items).Alarm;
        Assert.Equal((true, 6), (alarm.Flapping, alarm.Raises));
        Assert.False(Assert.Single(await Store.MarksAsync(Ct)).Open);
        Assert.Empty(await Store.UpkeepAsync(Plant.Noon.AddMinutes(11), Ct));
        Assert.Equal(AlarmState.Resolved, Assert.Single(await Store.UpkeepAsync(Plant.Noon.AddSeconds(66).AddMinutes(10), Ct)).State);
        Assert.Equal(5, (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Total);
    }

    [Fact]
    public async Task A_storm_is_one_row_for_staff_that_one_stroke_reaches_and_single_rows_for_a_customer()
    {
        await Store.ApplyAsync([.. Enumerable.Range(1, 4).Select(i => Plant.Change("d-a", true, i, $"code-{i}"))], Ct);
        var lone = await RaiseAsync("d-b", 5, "cold");
        Assert.Equal(4, (await Store.UpkeepAsync(Plant.Noon.AddSeconds(6), Ct)).Count);
        var folded = await Store.ListAsync(DeviceScope.All, new() { Folded = true }, Ct);
        Assert.Equal((2, 2), (folded.Total, folded.Items.Count));
        Assert.Equal([1, 4], folded.Items.Select(r => r.Count).Order());
        var storm = folded.Items.Single(r => r.Count == 4).Alarm.Group;
        Assert.Equal(4, (await Store.ListAsync(OfA, new(), Ct)).Total);
        var done = await Store.ActAsync(DeviceScope.All, Stroke(Kim, new AlarmStep.Acknowledge()) with { Matching = new() { Group = storm } }, Ct);
        Assert.Equal(4, done.Count(r => r.IsDone));
        Assert.Equal(AlarmState.New, (await Store.FindAsync(DeviceScope.All, lone.Id, Ct))!.Alarm.State);
    }

    [Fact]
    public async Task Buckets_count_what_is_mine_in_action_and_snoozed()
    {
        await ActAsync(Kim, new AlarmStep.Assign(Kim), await RaiseAsync("d-a", 1, "mine"));
        await ActAsync(Kim, new AlarmStep.BeginAction("restart-fan"), await RaiseAsync("d-a", 2, "acting"));
        await ActAsync(Kim, new AlarmStep.Snooze(Plant.Noon.AddHours(1)), await RaiseAsync("d-b", 3, "later"));
        var counts = await Store.CountAsync(DeviceScope.All, Kim.UserId, Plant.Noon, Ct);
        Assert.Equal((2, 1, 1, 1), (counts.Open, counts.Mine, counts.InAction, counts.Snoozed));
        Assert.Equal(3, (await Store.CountAsync(DeviceScope.All, Kim.UserId, Plant.Noon.AddHours(1), Ct)).Open);
        Assert.Equal((2, 1, 0, 0), await OfAAsync());

        async Task<(int, int, int, int)> OfAAsync()
        {
            var own = await Store.CountAsync(OfA, Kim.UserId, Plant.Noon, Ct);
            return (own.Open, own.Mine, own.Snoozed, own.Suppressed);
        }
    }

    [Fact]
    public async Task From_a_position_one_finds_what_it_raised_within_the_scope()
    {
        var alarm = await RaiseAsync("d-b", 7);
        Assert.Equal([alarm.Id], (await Store.RaisedByAsync(DeviceScope.All, Plant.At(7), Ct)).Select(r => r.Alarm.Id));
        Assert.Empty(await Store.RaisedByAsync(OfA, Plant.At(7), Ct));
        Assert.Empty(await Store.RaisedByAsync(DeviceScope.All, Plant.At(8), Ct));
    }

    /// <summary>The same numbers, counted one by one in memory.</summary>
    [Fact]
    public async Task Alike_are_the_ended_alarms_of_the_same_rule_here_and_elsewhere_as_far_as_the_viewer_sees_them()
    {
        for (var i = 1; i <= 7; i++) await EndAsync(await RaiseAsync("d-a", i, "hot"), i <= 5 ? "repaired" : "adjusted");
        await EndAsync(await RaiseAsync("d-b", 20, "hot"), "repaired");
        await EndAsync(await RaiseAsync("d-b", 21, "loud"), "other");
        await RaiseAsync("hub-1", 22, "hot");
        var now = await RaiseAsync("d-a", 30, "hot");

        var all = await Store.AlikeAsync(DeviceScope.All, now, Ct);
        Assert.Equal((7, 1), (all.CountHere, all.CountElsewhere));
        Assert.Equal([7, 6, 5, 4, 3], all.Here.Select(r => (int)(r.Alarm.RaisedAt - Plant.Noon).TotalSeconds));
        Assert.Equal(["d-b"], all.Elsewhere.Select(r => r.Alarm.Device.Value));
        Assert.Equal([new CauseCount("repaired", 6), new("adjusted", 2)], all.Causes);

        var own = await Store.AlikeAsync(OfA, now, Ct);
        Assert.Equal((7, 0), (own.CountHere, own.Elsewhere.Count));
        Assert.Equal(0, (await Store.AlikeAsync(DeviceScope.None, now, Ct)).Count);
    }

    [Fact]
    public async Task Who_acknowledges_during_an_automatic_action_leaves_it_running()
    {
        var alarm = await RaiseAsync("d-a", 1);
        var acting = Assert.Single(await Store.ActAsync(DeviceScope.All, new AlarmAct(new AlarmStep.BeginAction("restart-fan"), null, Plant.Noon, "") { Targets = [new(alarm.Id)] }, Ct)).Alarm;
        var known = await ActAsync(Kim, new AlarmStep.Acknowledge(), acting);
        Assert.Equal((true, AlarmState.InAction, Kim.Name), (known.IsDone, known.Alarm.State, known.Alarm.AcknowledgedBy));
        var verifying = Assert.Single(await Store.ActAsync(DeviceScope.All, new AlarmAct(new AlarmStep.Verify("tempC <= 75"), null, Plant.Noon, "") { Targets = [new(alarm.Id)] }, Ct));
        Assert.Equal((true, AlarmState.Verifying), (verifying.IsDone, verifying.Alarm.State));
    }

    [Fact]
    public async Task Quality_by_SQL_is_what_counting_by_hand_gives()
    {
        var random = new Random(7);
        for (var i = 1; i <= 60; i++)
        {
            var alarm = await RaiseAsync(i % 2 == 0 ? "d-a" : "d-b", i * 1000, $"rule-{i % 3}");
            var at = Plant.Noon.AddSeconds((i * 1000) + random.Next(2, 200));
            if (random.Next(3) > 0) alarm = (await ActAsync(Kim, new AlarmStep.Acknowledge(), alarm, at)).Alarm;
            await ActAsync(Kim, new AlarmStep.Resolve("repaired", random.Next(3) switch { 0 => null, 1 => true, _ => false }), alarm, at.AddSeconds(random.Next(300)));
        }

        var all = (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false, Take: 100), Ct)).Items.Select(r => r.Alarm).ToList();
        var (from, to) = (Plant.Noon.AddSeconds(10_000), Plant.Noon.AddSeconds(55_000));
        var told = await Store.QualityAsync(DeviceScope.All, from, to, Ct);
        Assert.Equal(3, told.Count);
        foreach (var rule in told)
        {
            var own = all.Where(a => a.Code == rule.Code && a.NoticedAt >= from && a.NoticedAt < to).ToList();
            Assert.Equal((own.Count, own.Count, own.Count(a => a.FirstAcknowledgedAt is null)), (rule.Alarms, rule.Over, rule.Unacknowledged));
            Assert.Equal((own.Count(a => a.Useful == true), own.Count(a => a.Useful == false)), (rule.Useful, rule.Useless));
            Assert.Equal(Median([.. own.Where(a => a.FirstAcknowledgedAt is not null).Select(a => a.FirstAcknowledgedAt!.Value - a.NoticedAt)]), rule.ToAcknowledge);
            Assert.Equal(Median([.. own.Select(a => a.ResolvedAt!.Value - a.RaisedAt)]), rule.ToResolve);
        }

        Assert.Empty(await Store.QualityAsync(OfA, from, to, Ct));
    }

    private async Task EndAsync(Alarm alarm, string cause) => await ActAsync(Kim, new AlarmStep.Resolve(cause), alarm);

    private static TimeSpan? Median(List<TimeSpan> times)
    {
        times.Sort();
        return times.Count == 0 ? null : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }

    private static AlarmAct Stroke(Person by, AlarmStep step, DateTimeOffset? at = null) => new(step, by, at ?? Plant.Noon, "batch");

    private async Task<AlarmResult> ActAsync(Person by, AlarmStep step, Alarm alarm, DateTimeOffset? at = null) =>
        Assert.Single(await Store.ActAsync(DeviceScope.All, Stroke(by, step, at) with { Targets = [new(alarm.Id, alarm.Version)] }, Ct));

    private async Task<Alarm> RaiseAsync(string device, int second, string code = "hot") =>
        Assert.Single(await Store.ApplyAsync([Plant.Change(device, true, second, code)], Ct));

    private async Task<Alarm> SilenceAsync(string device, int second, string code) =>
        Assert.Single(await Store.ApplyAsync([Plant.Change(device, true, second, code) with { Silence = true }], Ct));
}
