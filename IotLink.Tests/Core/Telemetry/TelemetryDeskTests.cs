using IotLink.Core.Accounts;
using IotLink.Core.Adapters.Relational;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Telemetry;

public sealed class TelemetryDeskTests(SqliteFixture place) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Sold = Plant.Noon.AddHours(1);
    private static readonly DeviceId Own = "own".AsDevice();
    private static readonly DeviceId Foreign = "foreign".AsDevice();
    private static readonly DeviceId Bought = "bought".AsDevice();

    private readonly DeviceStore _devices = new(place.Database);
    private readonly DeviceRegistry _registry = new(new DeviceStore(place.Database));
    private readonly AuditLog _audit = new(place.Database);
    private readonly FakeTimeProvider _time = new(Plant.Noon);
    private readonly HotReadings _hot = new HotReadings()
        .With("own", 1, Plant.Noon).With("foreign", 2, Plant.Noon).With("bought", 3, Plant.Noon).With("bought", 4, Sold.AddMinutes(1));

    private TelemetryDesk _desk = null!;
    private DeviceDesk _list = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await place.EmptyAsync(Ct);
        await _devices.SaveAsync(
            Plant.With(Plant.Device("own", Plant.SiteA), Plant.Device("foreign", Plant.SiteB), Plant.Device("bought", Plant.SiteB)), Plant.Noon.AddDays(-1), Ct);
        await _devices.SaveAsync(Plant.With(Plant.Device("bought", Plant.SiteA)), Sold, Ct);
        await _registry.RefreshAsync(Ct);
        var reach = new DeviceReach(_devices, _registry);
        var messages = new KeptMessages().With("own", 1, Plant.Noon).With("foreign", 2, Plant.Noon);
        _desk = new(_hot, messages, reach, new Looks(_audit, _time));
        _list = new(_devices, _hot, reach);
    }

    public ValueTask DisposeAsync()
    {
        _registry.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_customer_meets_nobody_elses_reading_in_any_call()
    {
        Assert.NotNull(await _desk.LatestAsync(People.CustomerA, Own, Ct));
        Assert.Null(await _desk.LatestAsync(People.CustomerA, Foreign, Ct));
        Assert.Null(await _desk.RecentAsync(People.CustomerA, Foreign, 5, Ct));
        Assert.Null(await _desk.SeriesAsync(People.CustomerA, Foreign, "tempC", Plant.Noon, Sold, 10, Ct));
        Assert.Null(await _desk.FramesAsync(People.CustomerA, Own, 5, Ct));
        Assert.Null(await _list.FindAsync(People.CustomerA, Foreign, Ct));
        Assert.Equal(["bought", "own"], (await _list.ListAsync(People.CustomerA, new(), Ct)).Items.Select(s => s.Row.Device.Id.Value));
    }

    [Fact]
    public async Task A_bought_device_begins_with_the_sale()
    {
        Assert.Equal(4, Assert.Single((await _desk.RecentAsync(People.CustomerA, Bought, 5, Ct))!).Position.Sequence);
        var series = await _desk.SeriesAsync(People.CustomerA, Bought, "tempC", Plant.Noon.AddDays(-1), Sold.AddDays(1), 10, Ct);
        Assert.Equal(4, Assert.Single(series!).Value);
        Assert.Equal(2, (await _desk.RecentAsync(People.Ops, Bought, 5, Ct))!.Count);
    }

    [Fact]
    public async Task A_device_that_is_not_there_answers_like_one_that_is_forbidden()
    {
        Assert.Null(await _desk.RecentAsync(People.Ops, "nobody".AsDevice(), 5, Ct));
        Assert.Null(await _desk.RecentAsync(Viewer.Nobody, Own, 5, Ct));
        Assert.Null(await _desk.LatestAsync(People.Admin, Own, Ct));
    }

    [Fact]
    public async Task Raw_frames_come_with_their_readings_and_the_look_is_written_down_once_a_sitting()
    {
        var frame = Assert.Single((await _desk.FramesAsync(People.Ops, Own, 5, Ct))!);
        Assert.Equal([1, 82], frame.Stored.Message.Payload.ToArray());
        Assert.Equal(1, Assert.Single(frame.Readings).Position.Sequence);
        await _desk.FramesAsync(People.Ops, Own, 5, Ct);
        Assert.Equal(("frame.view", "own"), Assert.Single(await _audit.RecentAsync(10, Ct)) is var e ? (e.Action, e.Subject) : default);
        _time.Advance(Looks.Sitting);
        await _desk.FramesAsync(People.Ops, Own, 5, Ct);
        Assert.Equal(2, (await _audit.RecentAsync(10, Ct)).Count);
    }

    [Fact]
    public async Task A_position_does_not_open_the_frame_of_another_device()
    {
        Assert.NotNull(await _desk.FrameAsync(People.Ops, Own, Plant.At(1), Ct));
        Assert.Null(await _desk.FrameAsync(People.Ops, Own, Plant.At(2), Ct));
        Assert.Null(await _desk.FrameAsync(People.Tech, Own, Plant.At(1), Ct));
    }

    [Fact]
    public async Task The_lab_sees_codes_instead_of_names()
    {
        Assert.Equal("S-1", (await _list.FindAsync(People.Lab, Own, Ct))!.Site!.Name);
        Assert.All((await _list.ListAsync(People.Lab, new(), Ct)).Items, s => Assert.StartsWith("C-", s.Row.Customer!.Name, StringComparison.Ordinal));
        Assert.Equal(["S-1", "S-2"], (await _list.SitesAsync(People.Lab, Ct)).Select(s => s.Name).Order());
        Assert.Equal(Plant.A.Name, Assert.Single(await _list.CustomersAsync(People.CustomerA, Ct)).Name);
    }
}
