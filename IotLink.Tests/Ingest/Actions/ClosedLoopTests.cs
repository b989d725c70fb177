using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Tests.Ingest.Delivery;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Actions;

public sealed class SqliteClosedLoopTests(SqliteFixture place) : ClosedLoopTests(place), IClassFixture<SqliteFixture>;

public sealed class PostgresClosedLoopTests(PostgresFixture place) : ClosedLoopTests(place), IClassFixture<PostgresFixture>;

/// <summary>Alarm, remedy, verification, the next remedy, a technician: on real stores, with devices that react and devices that do not.</summary>
public abstract class ClosedLoopTests(RelationalFixture place) : IAsyncLifetime
{
    private const string Actions =
        """
          - {actionId: restart-fan, transport: shadow, timeout: 20s, success: tempC < 75, verify: 60s, limits: {fleet: 100 per 1m}}
          - {actionId: diagnose, transport: control_request, timeout: 20s, retries: 1}
          - {actionId: capped, transport: shadow, timeout: 5s, limits: {device: 1 per 1h}}
          - {actionId: locked, transport: shadow, timeout: 20s, interlocks: [{when: voltage < 190}]}
        """;

    private readonly RepairLab _lab = new(place, Actions);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        string[] ids = [.. Enumerable.Range(1, 12).Select(n => $"a-{n}")];
        await new DeviceStore(place.Database).SaveAsync(Plant.With([.. ids.Select(id => Plant.Device(id, Plant.SiteA))]), Plant.Noon, Ct);
        foreach (var id in ids) _lab.Registry.With(id);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_alarm_whose_remedy_helps_closes_itself_with_the_evidence()
    {
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.Dispatch, "restart-fan", "diagnose"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(AlarmState.Verifying, (await _lab.AlarmAsync(alarm.Id)).State);
        _lab.Measure("a-1", ("tempC", 79));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        _lab.Measure("a-1", ("tempC", 71.5));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));

        var closed = await _lab.AlarmAsync(alarm.Id);
        Assert.Equal((AlarmState.Closed, ResolveCause.Verified), (closed.State, closed.Cause));
        Assert.Equal("begins:restart-fan acknowledged:restart-fan repaired:restart-fan", await _lab.StoryAsync(alarm.Id));
        Assert.Equal("tempC 71.5 < 75", Assert.Single(await _lab.AllAsync()).Detail);
        Assert.Null(await _lab.Dispatch.FindAsync(alarm.Id, Ct));
    }

    [Fact]
    public async Task One_that_no_remedy_helps_goes_through_its_ladder_and_ends_as_a_dispatch_request()
    {
        _lab.Control.Hears = false;
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.Dispatch, "restart-fan", "diagnose"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(130));

        Assert.Equal("begins:restart-fan acknowledged:restart-fan failed:restart-fan begins:diagnose failed:diagnose dispatched", await _lab.StoryAsync(alarm.Id));
        Assert.Equal(AlarmState.New, (await _lab.AlarmAsync(alarm.Id)).State);
        Assert.Equal(2, _lab.Control.Heard.Count); // one retry, under the same id
        Assert.Single(_lab.Control.Heard.Distinct());
        var request = await _lab.Dispatch.FindAsync(alarm.Id, Ct);
        Assert.Equal(["restart-fan command.not_verified", "diagnose command.not_delivered"], request!.Tried.Select(t => $"{t.Remedy} {t.Reason}"));
        Assert.True(await _lab.Dispatch.TakeAsync(alarm.Id, "T-1", _lab.Now, Ct));
        Assert.False(await _lab.Dispatch.TakeAsync(alarm.Id, "T-2", _lab.Now, Ct));
    }

    [Fact]
    public async Task A_dispatch_request_is_needless_when_the_alarm_ends_by_itself()
    {
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.Dispatch, "unheard-of"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        Assert.Equal("skipped:unheard-of dispatched", await _lab.StoryAsync(alarm.Id));
        await _lab.Alarms.ApplyAsync([Plant.Change("a-1", false, 9)], Ct);
        Assert.Equal(DispatchState.Needless, (await _lab.Dispatch.FindAsync(alarm.Id, Ct))!.State);
    }

    [Fact]
    public async Task Where_the_rule_ends_the_alarm_first_telemetry_still_has_its_say()
    {
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.People, "restart-fan"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        await _lab.Alarms.ApplyAsync([Plant.Change("a-1", false, 9)], Ct);
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((AlarmState.Resolved, ResolveCause.Ended), ((await _lab.AlarmAsync(alarm.Id)).State, (await _lab.AlarmAsync(alarm.Id)).Cause));
        _lab.Measure("a-1", ("tempC", 70));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((AlarmState.Closed, ResolveCause.Verified), ((await _lab.AlarmAsync(alarm.Id)).State, (await _lab.AlarmAsync(alarm.Id)).Cause));
    }

    [Fact]
    public async Task A_person_who_resolves_the_alarm_ends_the_loop_and_what_has_not_gone_out_stays_in()
    {
        _lab.Shadow.IsAway = true;
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.Dispatch, "restart-fan"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        await _lab.Alarms.ActAsync(DeviceScope.All, new(new AlarmStep.Resolve("adjusted"), Acting.Kim, _lab.Now, "") { Targets = [new(alarm.Id)] }, Ct);
        await _lab.LiveAsync(TimeSpan.FromSeconds(40));
        var command = Assert.Single(await _lab.AllAsync());
        Assert.Equal((CommandState.Refused, CommandReason.AlarmOver), (command.State, command.Reason));
        Assert.Equal(RepairState.Over, (await _lab.Repairs.FindAsync(alarm.Id, Ct))!.State);
        Assert.Empty(_lab.Shadow.Heard);
    }

    [Fact]
    public async Task A_remedy_for_a_device_that_is_away_is_never_called_delivered_and_the_next_has_its_turn()
    {
        _lab.Shadow.IsAway = true;
        var alarm = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.Dispatch, "restart-fan", "diagnose"));
        await _lab.LiveAsync(TimeSpan.FromSeconds(30));
        var first = (await _lab.AllAsync()).Single(c => c.Action == "restart-fan");
        Assert.Equal((CommandState.Expired, CommandReason.DeviceAway, null, null), (first.State, first.Reason, first.SentAt, first.DeliveredAt));
        Assert.StartsWith("begins:restart-fan failed:restart-fan begins:diagnose", await _lab.StoryAsync(alarm.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_alarms_of_one_device_take_turns_and_a_cap_passes_a_remedy_over()
    {
        var first = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.People, "capped"), 1, "hot");
        var second = await _lab.RaiseAsync("a-1", Acting.Ladder(LadderEnd.People, "capped"), 2, "loud");
        _lab.Shadow.Hears = false;
        await _lab.LiveAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("begins:capped", await _lab.StoryAsync(first.Id));
        Assert.Equal("waits:capped", await _lab.StoryAsync(second.Id));
        await _lab.LiveAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("waits:capped skipped:capped left-to-people", await _lab.StoryAsync(second.Id));
        Assert.Single(await _lab.AllAsync());
        Assert.Single(_lab.Shadow.Withdrawn); // nobody heard it: it does not stay desired
    }

    [Fact]
    public async Task An_interlock_that_cannot_be_told_holds_the_command_back_until_it_can()
    {
        var draft = Acting.Draft(action: _lab.Of(Plant.Device("a-1")).Find("locked"));
        await _lab.Commands.AddAsync(draft, _ => null, _lab.Now, Ct);
        await _lab.LiveAsync(TimeSpan.FromSeconds(10));
        var held = Assert.Single(await _lab.AllAsync());
        Assert.Equal((CommandState.Queued, CommandReason.InterlockUnknown), (held.State, held.Reason));
        _lab.Measure("a-1", ("voltage", 180));
        await _lab.LiveAsync(TimeSpan.FromSeconds(5));
        var refused = Assert.Single(await _lab.AllAsync());
        Assert.Equal((CommandState.Refused, CommandReason.Interlock, "voltage 180 < 190"), (refused.State, refused.Reason, refused.Detail));
        Assert.Empty(_lab.Shadow.Heard);
    }

    [Fact]
    public async Task A_remedy_that_fails_on_many_devices_stops_itself_until_somebody_lets_it_run_again()
    {
        for (var n = 1; n <= 5; n++) await _lab.RaiseAsync($"a-{n}", Acting.Ladder(LadderEnd.People, "restart-fan"), n);
        await _lab.LiveAsync(TimeSpan.FromSeconds(70)); // each does it, and telemetry shows nothing
        var stop = Assert.Single(await _lab.Repairs.StopsAsync(Ct));
        Assert.Equal(("restart-fan", "5 of 5 devices in 1h"), (stop.Action, stop.Why));

        var sixth = await _lab.RaiseAsync("a-6", Acting.Ladder(LadderEnd.People, "restart-fan"), 6);
        await _lab.LiveAsync(TimeSpan.FromSeconds(3));
        Assert.Equal("skipped:restart-fan left-to-people", await _lab.StoryAsync(sixth.Id));

        Assert.True(await _lab.Repairs.ReleaseAsync(Acting.ProdA, "restart-fan", _lab.Now, Ct));
        Assert.False(await _lab.Repairs.ReleaseAsync(Acting.ProdA, "restart-fan", _lab.Now, Ct));
        var seventh = await _lab.RaiseAsync("a-7", Acting.Ladder(LadderEnd.People, "restart-fan"), 7);
        await _lab.LiveAsync(TimeSpan.FromSeconds(70));
        Assert.Equal("begins:restart-fan acknowledged:restart-fan failed:restart-fan left-to-people", await _lab.StoryAsync(seventh.Id));
        Assert.Empty(await _lab.Repairs.StopsAsync(Ct));
    }

    [Fact]
    public async Task Devices_that_were_never_reached_do_not_stop_a_remedy()
    {
        _lab.Shadow.Hears = false;
        for (var n = 1; n <= 6; n++) await _lab.RaiseAsync($"a-{n}", Acting.Ladder(LadderEnd.People, "restart-fan"), n);
        await _lab.LiveAsync(TimeSpan.FromSeconds(30));
        Assert.All(await _lab.AllAsync(), c => Assert.Equal(CommandReason.NotDelivered, c.Reason));
        Assert.Empty(await _lab.Repairs.StopsAsync(Ct));
    }

    [Theory]
    [InlineData("restart-fan", true)]
    [InlineData("diagnose", false)]
    public async Task A_host_that_ends_between_any_two_steps_neither_loses_a_command_nor_doubles_it(string action, bool repeatable)
    {
        for (var deathAt = 1; ; deathAt++)
        {
            await InitializeAsync();
            var life = new Mortality(deathAt);
            var way = repeatable ? _lab.Shadow : _lab.Control;
            way.Heard.Clear();
            way.AfterHandOver = life.Step;
            var id = (await _lab.Commands.AddAsync(Acting.Draft(action: _lab.Of(Plant.Device("a-1")).Find(action)), _ => null, _lab.Now, Ct)).Command!.Id;
            for (var i = 0; i < 16; i++)
            {
                _lab.Measure("a-1", ("tempC", 70));
                await _lab.LiveAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), inner => new MortalCommands(inner, life));
            }

            var command = (await _lab.Commands.FindAsync(DeviceScope.All, id, Ct))!.Command;
            Assert.True(command.Helped, $"death {deathAt}: {command.State} {command.Reason}");
            Assert.Single(way.Heard.Distinct());
            Assert.InRange(way.Heard.Count, 1, 2); // twice only where its host ended in between, and under the same id
            way.AfterHandOver = () => { };
            if (!life.HasDied) break;
        }
    }
}
