using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Alarms;
using IotLink.Core.Live;
using IotLink.Core.Rules;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Alarms;

public sealed class AlarmDeskTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private readonly AlarmStore _store = new(place.Database);
    private readonly AuditLog _audit = new(place.Database);
    private readonly Signals _live = new();
    private readonly FakeTimeProvider _time = new(Plant.Noon);
    private Alarm _ofA = null!;
    private Alarm _ofB = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private AlarmDesk Desk => new(_store, new(_store, new AccountDirectory(place.Database, new PasswordHasher<Account>()), _audit, _live, _time), _time);

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await new DeviceStore(place.Database).SaveAsync(
            Plant.With(Plant.Device("d-a", Plant.SiteA), Plant.Device("d-b", Plant.SiteB)), Plant.Noon, Ct);
        var alarms = await _store.ApplyAsync([Plant.Change("d-a", true, 1), Plant.Change("d-b", true, 2)], Ct);
        (_ofA, _ofB) = (alarms[0], alarms[1]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_lab_sees_codes_instead_of_names_and_cannot_search_by_name()
    {
        var rows = (await Desk.ListAsync(People.Lab, new(), Ct)).Items;
        Assert.Equal(["S-1", "S-2"], rows.Select(r => r.Site!.Name).Order());
        Assert.Equal(["C-1", "C-2"], rows.Select(r => r.Customer!.Name).Order());
        Assert.Equal(0, (await Desk.ListAsync(People.Lab, new(Search: Plant.A.Name), Ct)).Total);
        Assert.Equal("S-1", (await Desk.FindAsync(People.Lab, _ofA.Id, Ct))!.Site!.Name);
        Assert.Equal(Plant.SiteA.Name, (await Desk.FindAsync(People.Ops, _ofA.Id, Ct))!.Site!.Name);
    }

    [Fact]
    public async Task Who_may_not_see_alarms_sees_none()
    {
        Assert.Equal(0, (await Desk.ListAsync(People.Admin, new(), Ct)).Total);
        Assert.Null(await Desk.FindAsync(People.Admin, _ofA.Id, Ct));
        Assert.Null(await Desk.HistoryAsync(Viewer.Nobody, _ofA.Id, Ct));
        Assert.Equal(0, (await Desk.CountOpenAsync(Viewer.Nobody, Ct))[AlarmClass.Immediate]);
    }

    [Fact]
    public async Task A_customer_meets_nobody_elses_alarm_in_any_call()
    {
        Assert.Equal(_ofA.Id, Assert.Single((await Desk.ListAsync(People.CustomerA, new(), Ct)).Items).Alarm.Id);
        Assert.Null(await Desk.FindAsync(People.CustomerA, _ofB.Id, Ct));
        Assert.Null(await Desk.HistoryAsync(People.CustomerA, _ofB.Id, Ct));
        Assert.Equal(1, (await Desk.CountOpenAsync(People.CustomerA, Ct))[AlarmClass.Immediate]);
        Assert.Empty(await Desk.WorstOpenAsync(People.CustomerA, [_ofB.Device], Ct));
        Assert.Null(await Desk.AcknowledgeAsync(People.CustomerA, _ofA.Id, Ct));
    }

    [Fact]
    public async Task An_acknowledgement_is_written_down_and_told_to_screens()
    {
        var alarm = await Desk.AcknowledgeAsync(People.Ops, _ofA.Id, Ct);
        Assert.Equal((AlarmState.Acknowledged, People.Ops.Name), (alarm!.State, alarm.AcknowledgedBy));
        var entry = Assert.Single(await _audit.RecentAsync(10, Ct));
        Assert.Equal(("alarm.acknowledge", _ofA.Id.ToString(), People.Ops.UserId), (entry.Action, entry.Subject, entry.UserId));
        Assert.Equal([LiveTopic.Alarms, LiveTopic.Of(_ofA.Device)], _live.Sent);
    }

    [Fact]
    public async Task A_technician_may_look_but_not_acknowledge()
    {
        Assert.Null(await Desk.AcknowledgeAsync(People.Tech, _ofA.Id, Ct));
        Assert.Equal(AlarmState.New, (await Desk.FindAsync(People.Tech, _ofA.Id, Ct))!.Alarm.State);
        Assert.Empty(await _audit.RecentAsync(10, Ct));
    }

    private sealed class Signals : ILiveFeed
    {
        public List<LiveTopic> Sent { get; } = [];

        public void Signal(LiveTopic topic) => Sent.Add(topic);

        public bool HasListeners(LiveTopic topic) => true;

        public IDisposable Subscribe(LiveTopic topic, TimeSpan pace, Func<Task> changed) => throw new NotSupportedException();
    }
}
