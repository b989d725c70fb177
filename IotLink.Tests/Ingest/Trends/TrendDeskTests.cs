using IotLink.Core.Accounts;
using IotLink.Core.Aggregates;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Trends;
using IotLink.Tests.Ingest.History;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Trends;

/// <summary>Curves over the real stores.</summary>
public sealed class TrendDeskTests
{
    private static readonly DeviceId Dev1 = Sample.Device("dev-1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readings_answer_a_short_range_and_hours_a_long_one_and_no_peak_is_lost()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await FillAsync(host, days: 5, peak: 77);
        var desk = host.Get<TrendDesk>();

        var minute = (await desk.OfDeviceAsync(HistoryHost.Author, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddHours(2)), Ct))!;
        Assert.Equal((TrendTier.Readings, 120), (minute.Tier, minute.Points.Count));
        var few = (await desk.OfDeviceAsync(HistoryHost.Author, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddHours(2), 20), Ct))!;
        Assert.InRange(few.Points.Count, 10, 42);
        Assert.Equal(500, few.Points.Max(p => p.Max));
        var days = (await desk.OfDeviceAsync(HistoryHost.Author, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(5), 500), Ct))!;
        Assert.Equal((TrendTier.Hours, 120), (days.Tier, days.Points.Count));
        Assert.Equal((60, 500), (days.Points[1].Count, (int)days.Points[1].Max));
        var columns = (await desk.OfDeviceAsync(HistoryHost.Author, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(5), 30, Statistic.Max, TrendTier.Hours), Ct))!;
        Assert.Equal((30, 500d), (columns.Points.Count, columns.Points[0].Value));
        Assert.Equal(["tempC"], await desk.MetricsAsync(HistoryHost.Author, Sample.Product("prod-a"), Sample.Noon, Sample.Noon.AddDays(5), Ct));
        var product = (await desk.OfProductAsync(HistoryHost.Author, Sample.Product("prod-a"), new("tempC", Sample.Noon, Sample.Noon.AddDays(5), 100), Ct))!;
        Assert.Equal(5 * 24 * 60, product.Points.Sum(p => p.Count));
    }

    [Fact]
    public async Task A_customer_sees_its_own_devices_and_no_window_of_somebody_elses_time()
    {
        using var folder = new TempFolder();
        await using var host = await HistoryHost.StartAsync(folder);
        await FillAsync(host, days: 2, peak: -1);
        var (desk, devices, before) = (host.Get<TrendDesk>(), host.Get<IDeviceStore>(), Customer(Plant.A.Id));
        Assert.NotNull(await desk.OfDeviceAsync(before, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(2), 100), Ct));
        Assert.Null(await desk.OfDeviceAsync(Customer(Plant.B.Id), Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(2), 100), Ct));
        Assert.Null(await desk.OfProductAsync(before, Sample.Product("prod-a"), new("tempC", Sample.Noon, Sample.Noon.AddDays(2)), Ct));
        Assert.Null(await desk.OfCustomerAsync(before, Plant.B.Id, Sample.Product("prod-a"), new("tempC", Sample.Noon, Sample.Noon.AddDays(2)), Ct));

        await devices.SaveAsync(new([], [], [Plant.Device("dev-1", Plant.SiteB)]), Sample.Noon.AddHours(30.5), Ct);
        await host.Registry.RefreshAsync(Ct);
        var seen = (await desk.OfDeviceAsync(Customer(Plant.B.Id), Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(2), 200, Tier: TrendTier.Hours), Ct))!;
        Assert.Equal(Sample.Noon.AddHours(31), seen.Points[0].Time);
        Assert.Null(await desk.OfDeviceAsync(before, Dev1, new("tempC", Sample.Noon, Sample.Noon.AddDays(2), 100), Ct));
    }

    private static Viewer Customer(CustomerId id) => new("c", "c", new HashSet<string> { Role.CustomerView }, id);

    /// <summary>A reading every minute.</summary>
    private static async Task FillAsync(HistoryHost host, int days, int peak)
    {
        var batch = new BatchBuilder().Begin(days * 1440);
        for (var i = 0; i < days * 1440; i++) BatchBuilder.Set(batch.Add("dev-1", i + 1, Sample.Noon.AddMinutes(i)), "tempC", i == peak ? 500 : 20 + (i % 10));
        await host.Hot.SaveAsync(batch.Build(), Ct);
        await host.Get<Aggregator>().FollowAsync(0, Sample.Noon, Ct);
    }
}
