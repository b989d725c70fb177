using IotLink.Core.Adapters.Sqlite;
using IotLink.Core.Devices;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Core.Quality;

public sealed class QualityDeskTests : IDisposable
{
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");
    private static readonly ProductId ProdA = Sample.Product("prod-a");
    private static readonly DateOnly Day = new(2026, 11, 23);

    private readonly TempFolder _folder = new();
    private readonly SqliteHotStore _hot;
    private readonly QualityDesk _desk;
    private long _through;

    public QualityDeskTests()
    {
        _hot = SqliteHotStore.Open(_folder.Path, new(), new FakeTimeProvider(Sample.Noon));
        _desk = new(new SqliteQuality(_folder.Path, new()));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _hot.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_day_is_the_zones_day()
    {
        await CountAsync(new(2026, 11, 22, 14, 59, 0, TimeSpan.Zero), 1); // 23:59 in Seoul
        await CountAsync(new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero), 2);
        await CountAsync(new(2026, 11, 23, 14, 59, 0, TimeSpan.Zero), 4);
        await CountAsync(new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero), 8);

        Assert.Equal(6, Assert.Single(await _desk.DaysAsync(People.Lab, ProdA, Day, 1, Seoul, Ct)).Counts.Readings);
        Assert.Equal(
            [(new(2026, 11, 22), 1), (Day, 6)],
            (await _desk.DaysAsync(People.Lab, null, Day, 2, Seoul, Ct)).Select(d => (d.Day, d.Counts.Readings)));
        Assert.Equal(12, Assert.Single(await _desk.DaysAsync(People.Lab, ProdA, Day, 1, TimeZoneInfo.Utc, Ct)).Counts.Readings);
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    [InlineData("Africa/Cairo")]
    public async Task Every_hour_belongs_to_one_day_in_any_zone(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        for (var hour = 0; hour < 24 * 80; hour++) await CountAsync(start.AddHours(hour), 1);

        var days = await _desk.DaysAsync(People.Lab, ProdA, new(2026, 5, 10), 62, zone, Ct);

        Assert.Equal(62, days.Count);
        Assert.All(days, d => Assert.InRange(d.Counts.Readings, 23, 25));
        Assert.Equal(62 * 24, days.Sum(d => d.Counts.Readings), 1.0);
    }

    [Fact]
    public async Task Whoever_may_not_see_it_is_told_nothing()
    {
        await CountAsync(Sample.Noon, 1);
        foreach (var viewer in new[] { People.Ops, People.CustomerA, IotLink.Core.Accounts.Viewer.Nobody })
        {
            Assert.Empty(await _desk.DaysAsync(viewer, null, Day, 1, Seoul, Ct));
            Assert.Null(await _desk.DetailAsync(viewer, ProdA, Day, Seoul, null, null, Ct));
            Assert.Empty(await _desk.StaleAsync(viewer, null, Ct));
        }

        Assert.Empty((await _desk.DetailAsync(People.Admin, ProdA, Day, Seoul, null, null, Ct))!.Devices);
    }

    private async Task CountAsync(DateTimeOffset at, long readings)
    {
        var batch = new TelemetryBatch();
        batch.Begin(0);
        batch.Through = ++_through;
        batch.Quality.Of(new QualityKey(QualityKey.HourOf(at), ProdA, "1.0")).Readings = readings;
        await _hot.SaveAsync(batch, Ct);
    }
}
