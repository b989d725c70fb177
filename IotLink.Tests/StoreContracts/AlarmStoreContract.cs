using CsCheck;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.StoreContracts;

public sealed class SqliteAlarmStoreTests(SqliteFixture place) : AlarmStoreContract(place), IClassFixture<SqliteFixture>;

public sealed class PostgresAlarmStoreTests(PostgresFixture place) : AlarmStoreContract(place), IClassFixture<PostgresFixture>;

/// <summary>What every <see cref="IAlarmStore"/> keeps to.</summary>
public abstract class AlarmStoreContract(RelationalFixture place) : IAsyncLifetime
{
    private static readonly DeviceScope OfA = DeviceScope.Of(Plant.A.Id);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AlarmStore Store => new(place.Database);

    private DeviceStore Devices => new(place.Database);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await Devices.SaveAsync(Plant.With(Plant.Device("d-a", Plant.SiteA), Plant.Device("d-b", Plant.SiteB)), Plant.Noon, Ct);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_raised_alarm_comes_back_as_the_change_said()
    {
        var raised = Assert.Single(await Store.ApplyAsync([Plant.Change("d-a", true, 5)], Ct));
        var row = await Store.FindAsync(DeviceScope.All, raised.Id, Ct);
        Assert.Equal(new AlarmRow(raised, Plant.SiteA, Plant.A), row);
        Assert.Equal((AlarmState.New, Plant.At(5), "tempC 84.6 > 80", 7), (raised.State, raised.RaisedBy, raised.Evidence, raised.RuleVersion));
        Assert.Equal(Plant.Noon.AddSeconds(5), raised.RaisedAt);
    }

    [Fact]
    public async Task A_replayed_batch_changes_nothing()
    {
        AlarmChange[] batch = [Plant.Change("d-a", true, 1), Plant.Change("d-a", false, 2), Plant.Change("d-a", true, 3)];
        Assert.Equal(2, (await Store.ApplyAsync(batch, Ct)).Count);
        var before = await StateAsync();
        Assert.Empty(await Store.ApplyAsync(batch, Ct));
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task An_open_alarm_ended_and_raised_anew_in_one_call_makes_two()
    {
        await Store.ApplyAsync([Plant.Change("d-a", true, 1)], Ct);
        await Store.ApplyAsync([Plant.Change("d-a", false, 2), Plant.Change("d-a", true, 3)], Ct);
        var all = (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items;
        Assert.Equal([AlarmState.New, AlarmState.Resolved], all.Select(r => r.Alarm.State));
        Assert.Equal((Plant.At(2), Plant.Noon.AddSeconds(2)), (all[1].Alarm.ResolvedBy, all[1].Alarm.ResolvedAt));
    }

    [Fact]
    public async Task Rows_of_one_message_may_raise_end_and_raise_again()
    {
        AlarmChange[] rows = [Plant.Change("d-a", true, 9), Plant.Change("d-a", false, 9), Plant.Change("d-a", true, 9)];
        await Store.ApplyAsync(rows, Ct);
        var alarm = Assert.Single((await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items).Alarm;
        Assert.Equal((AlarmState.New, null), (alarm.State, alarm.ResolvedAt));
        Assert.Empty(await Store.ApplyAsync(rows, Ct));
    }

    [Fact]
    public async Task The_device_and_a_rule_make_one_alarm_with_two_sources()
    {
        await Store.ApplyAsync([Plant.Change("d-a", true, 1, fromRule: false) with { Severity = Severity.Low, Class = AlarmClass.Informational }], Ct);
        await Store.ApplyAsync([Plant.Change("d-a", true, 2)], Ct);
        var alarm = Assert.Single((await Store.ListAsync(DeviceScope.All, new(), Ct)).Items).Alarm;
        Assert.Equal((true, true, Severity.High, AlarmClass.Immediate), (alarm.FromRule, alarm.FromDevice, alarm.Severity, alarm.Class));
        Assert.Equal(Plant.At(1), alarm.RaisedBy);
    }

    [Fact]
    public async Task Marks_say_how_far_and_how_it_stands()
    {
        await Store.ApplyAsync([Plant.Change("d-a", true, 4), Plant.Change("d-b", true, 5), Plant.Change("d-b", false, 6)], Ct);
        Assert.Equal(
            [new("d-a".AsDevice(), "hot", true, Plant.At(4)), new RuleMark("d-b".AsDevice(), "hot", false, Plant.At(6))],
            (await Store.MarksAsync(Ct)).OrderBy(m => m.Device.Value));
    }

    [Fact]
    public async Task A_customer_reaches_its_own_alarms_through_no_way_anybody_elses()
    {
        var alarms = await Store.ApplyAsync([Plant.Change("d-a", true, 1), Plant.Change("d-b", true, 2)], Ct);
        var (own, other) = (alarms.Single(a => a.Device.Value == "d-a"), alarms.Single(a => a.Device.Value == "d-b"));
        Assert.Equal(own.Id, Assert.Single((await Store.ListAsync(OfA, new(), Ct)).Items).Alarm.Id);
        Assert.Equal(0, (await Store.ListAsync(OfA, new(Device: other.Device), Ct)).Total);
        Assert.Equal(0, (await Store.ListAsync(OfA, new(Search: Plant.B.Name), Ct)).Total);
        Assert.Null(await Store.FindAsync(OfA, other.Id, Ct));
        Assert.Equal(1, (await Store.CountOpenAsync(OfA, Ct))[AlarmClass.Immediate]);
        Assert.Null(await Store.AcknowledgeAsync(OfA, other.Id, "mallory", Plant.Noon, Ct));
        Assert.Equal(AlarmState.New, (await Store.FindAsync(DeviceScope.All, other.Id, Ct))!.Alarm.State);
        Assert.Equal(0, (await Store.ListAsync(DeviceScope.None, new(), Ct)).Total);
        Assert.Null(await Store.FindAsync(DeviceScope.None, own.Id, Ct));
    }

    [Fact]
    public async Task A_new_owner_does_not_see_alarms_from_before_the_sale()
    {
        var old = Assert.Single(await Store.ApplyAsync([Plant.Change("d-b", true, 1)], Ct));
        await Devices.SaveAsync(Plant.With(Plant.Device("d-b", Plant.SiteA)), Plant.Noon.AddHours(1), Ct);
        Assert.Null(await Store.FindAsync(OfA, old.Id, Ct));
        Assert.Null(await Store.FindAsync(DeviceScope.Of(Plant.B.Id), old.Id, Ct));
        Assert.NotNull(await Store.FindAsync(DeviceScope.All, old.Id, Ct));
        await Store.ApplyAsync([Plant.Change("d-b", true, 7200, code: "cold")], Ct);
        Assert.Equal("cold", Assert.Single((await Store.ListAsync(OfA, new(), Ct)).Items).Alarm.Code);
    }

    [Fact]
    public async Task Acknowledging_twice_keeps_the_first()
    {
        var id = Assert.Single(await Store.ApplyAsync([Plant.Change("d-a", true, 1)], Ct)).Id;
        await Store.AcknowledgeAsync(DeviceScope.All, id, "김하늘", Plant.Noon, Ct);
        var second = await Store.AcknowledgeAsync(DeviceScope.All, id, "박도윤", Plant.Noon.AddMinutes(1), Ct);
        Assert.Equal((AlarmState.Acknowledged, "김하늘", Plant.Noon), (second!.State, second.AcknowledgedBy, second.AcknowledgedAt));
        Assert.Equal(["raised", "acknowledged"], (await Store.HistoryAsync(id, Ct)).Select(e => e.Code));
    }

    [Fact]
    public async Task An_acknowledged_alarm_still_ends_by_its_condition()
    {
        var id = Assert.Single(await Store.ApplyAsync([Plant.Change("d-a", true, 1)], Ct)).Id;
        await Store.AcknowledgeAsync(DeviceScope.All, id, "김하늘", Plant.Noon, Ct);
        await Store.ApplyAsync([Plant.Change("d-a", false, 2)], Ct);
        var alarm = (await Store.FindAsync(DeviceScope.All, id, Ct))!.Alarm;
        Assert.Equal((AlarmState.Resolved, "김하늘"), (alarm.State, alarm.AcknowledgedBy));
    }

    [Fact]
    public async Task The_list_begins_with_open_then_urgent_then_new()
    {
        await Store.ApplyAsync(
            [
                Plant.Change("d-a", true, 1, "gone"), Plant.Change("d-a", false, 2, "gone"),
                Plant.Change("d-a", true, 3, "low") with { Severity = Severity.Low },
                Plant.Change("d-a", true, 4, "older"), Plant.Change("d-a", true, 5, "newer"),
            ],
            Ct);
        var codes = (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items.Select(r => r.Alarm.Code);
        Assert.Equal(["newer", "older", "low", "gone"], codes);
    }

    [Theory]
    [InlineData("D-A", false, 1)]
    [InlineData("상한", false, 2)]
    [InlineData("가온", false, 1)]
    [InlineData("가온", true, 0)]
    [InlineData("c-2", true, 1)]
    [InlineData("화성", false, 1)]
    [InlineData("_", false, 0)]
    public async Task Search_looks_at_device_title_site_and_customer(string search, bool namesHidden, int found)
    {
        await Store.ApplyAsync([Plant.Change("d-a", true, 1), Plant.Change("d-b", true, 2)], Ct);
        Assert.Equal(found, (await Store.ListAsync(DeviceScope.All, new(Search: search) { NamesHidden = namesHidden }, Ct)).Total);
    }

    [Fact]
    public async Task Racing_writers_open_one_alarm_and_acknowledge_it_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Store.ApplyAsync([Plant.Change("d-a", true, 1), Plant.Change("d-b", true, i)], Ct)));
        var rows = (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false), Ct)).Items;
        Assert.Equal(["d-a", "d-b"], rows.Select(r => r.Alarm.Device.Value).Order());
        var id = rows[0].Alarm.Id;
        var people = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Store.AcknowledgeAsync(DeviceScope.All, id, $"p{i}", Plant.Noon, Ct)));
        Assert.Single(people.Select(a => a!.AcknowledgedBy).Distinct());
        Assert.Equal(2, (await Store.HistoryAsync(id, Ct)).Count);
    }

    [Fact]
    public async Task The_worst_open_alarm_of_each_device_is_told_within_the_scope()
    {
        await Store.ApplyAsync(
            [
                Plant.Change("d-a", true, 1, "low") with { Severity = Severity.Low }, Plant.Change("d-a", true, 2),
                Plant.Change("d-a", true, 3, "over") with { Severity = Severity.Critical }, Plant.Change("d-a", false, 4, "over"),
                Plant.Change("d-b", true, 5),
            ],
            Ct);
        DeviceId[] both = ["d-a".AsDevice(), "d-b".AsDevice()];
        Assert.Equal([new("d-a".AsDevice(), Severity.High)], await Store.WorstOpenAsync(OfA, both, Ct));
        Assert.Equal(2, (await Store.WorstOpenAsync(DeviceScope.All, both, Ct)).Count);
    }

    [Fact]
    public async Task Twenty_thousand_alarms_are_counted_and_paged_in_order()
    {
        var codes = Enumerable.Range(0, 10_000).Select(i => $"code-{i}").ToList();
        await Store.ApplyAsync([.. codes.Select((c, i) => Plant.Change("d-a", true, i + 1, c)), .. codes.Select((c, i) => Plant.Change("d-b", true, i + 1, c))], Ct);
        await Store.ApplyAsync([.. codes.Take(5000).Select((c, i) => Plant.Change("d-a", false, 20_000 + i, c))], Ct);
        var open = await Store.ListAsync(DeviceScope.All, new(Skip: 14_990, Take: 50), Ct);
        Assert.Equal((15_000, 10), (open.Total, open.Items.Count));
        var own = await Store.ListAsync(OfA, new(OnlyOpen: false, Take: 5), Ct);
        Assert.Equal(10_000, own.Total);
        Assert.Equal([.. codes[^5..].AsEnumerable().Reverse()], own.Items.Select(r => r.Alarm.Code));
    }

    /// <summary>A consumer that crashed begins again at an earlier message: whatever it repeats, the end is the same.</summary>
    [Fact]
    public async Task Any_replay_ends_where_one_run_ends() =>
        await Gen.Select(Steps, Gen.Int[0, 11], Gen.Int[0, 11]).SampleAsync(
            async (messages, crashed, resumed) =>
            {
                await InitializeAsync();
                foreach (var message in messages) await Store.ApplyAsync(message, Ct);
                var once = await StateAsync();
                await InitializeAsync();
                foreach (var message in messages.Take(crashed)) await Store.ApplyAsync(message, Ct);
                await Store.ApplyAsync([.. messages.Skip(Math.Min(crashed, resumed)).SelectMany(m => m)], Ct);
                return await StateAsync() == once;
            },
            iter: 15,
            threads: 1);

    /// <summary>Messages of one or two changes each, at growing positions.</summary>
    private static Gen<AlarmChange[][]> Steps =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Array[1, 2].Array[1, 12].Select(messages => messages.Select((changes, i) => changes
            .Select(c => Plant.Change(c.Item1 ? "d-a" : "d-b", c.Item2, i + 1, c.Item3 ? "hot" : "loud", c.Item4)).ToArray()).ToArray());

    private async Task<string> StateAsync()
    {
        var rows = (await Store.ListAsync(DeviceScope.All, new(OnlyOpen: false, Take: 1000), Ct)).Items;
        var marks = (await Store.MarksAsync(Ct)).OrderBy(m => m.Device.Value).ThenBy(m => m.Code);
        return string.Join('\n', [.. rows.Select(r => r.ToString()), .. marks.Select(m => m.ToString())]);
    }

    [Fact]
    public async Task A_level_is_kept_with_its_line_of_history_and_once_only()
    {
        var raised = Assert.Single(await Store.ApplyAsync([Plant.Change("d-a", true, 1)], Ct));
        var worse = Plant.Change("d-a", true, 2) with { IsRegrade = true, Was = Severity.High, Severity = Severity.Critical, Evidence = "tempC 96 > 95" };
        Assert.Equal(Severity.Critical, Assert.Single(await Store.ApplyAsync([worse], Ct)).Severity);
        Assert.Empty(await Store.ApplyAsync([worse], Ct));
        Assert.Empty(await Store.ApplyAsync([worse with { Was = Severity.Critical, Severity = Severity.High }], Ct));
        Assert.Equal(Severity.Critical, (await Store.FindAsync(DeviceScope.All, raised.Id, Ct))!.Alarm.Severity);
        var line = (await Store.HistoryAsync(raised.Id, Ct)).Single(e => e.Code == AlarmWord.Regraded);
        Assert.Equal(("High", "Critical", "tempC 96 > 95"), (line.Data["from"], line.Data["to"], line.Data["evidence"]));
    }
}
