using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every hot store must do. An adapter binds itself with one class.</summary>
public abstract class HotStoreContract : IAsyncLifetime
{
    private static readonly DeviceId Dev = Sample.Device("dev-1");

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Sample.Noon);

    protected BatchBuilder Batch { get; } = new();

    private IHotStore Store { get; set; } = null!;

    protected abstract ValueTask<IHotStore> OpenAsync();

    protected abstract ValueTask CloseAsync();

    protected abstract IDeadLetterStore DeadLetters { get; }

    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_store_knows_nothing()
    {
        Assert.Equal(0, await Store.CheckpointAsync(0, Ct));
        Assert.Null(await Store.LatestAsync(Dev, Ct));
        Assert.Empty(await Store.LatestTimesAsync(Ct));
        Assert.Empty(await Store.RecentAsync(Dev, 10, Ct));
        Assert.Empty(await Store.SeriesAsync(Dev, "tempC", Sample.Noon, Sample.Noon.AddDays(1), 100, Ct));
        Assert.Equal(0, await DeadLetters.CountAsync(LetterQuery.All, Ct));
    }

    [Fact]
    public async Task A_reading_comes_out_as_it_went_in()
    {
        var reading = Batch.Begin(7).Add("dev-1", 7, Sample.Noon, index: 3, hub: "hub-1");
        (reading.DeviceTimestamp, reading.HubTimestamp) = (Sample.Noon.AddYears(-20), Sample.Noon.AddSeconds(-2));
        (reading.IngestTimestamp, reading.TimeSource) = (Sample.Noon.AddSeconds(1), TimeSource.Hub);
        (reading.Marks, reading.SpecVersion, reading.Edition) = (ReadingMarks.Late | ReadingMarks.Partial, 12, 3_000);
        BatchBuilder.Set(reading, "tempC", 26.3);
        BatchBuilder.Set(reading, "pm2.5", -1e300);
        BatchBuilder.Set(reading, "fan", true);
        BatchBuilder.Set(reading, "door", false);
        BatchBuilder.Set(reading, "state", "가동 중");
        await Store.SaveAsync(Batch.Build(), Ct);

        await ReopenAsync();
        var stored = Assert.Single(await Store.RecentAsync(Dev, 10, Ct));
        var expected = new StoredReading(
            new(0, 7), 3, Dev, Sample.Product("prod-a"), Sample.Device("hub-1"), Sample.Noon, TimeSource.Hub, Sample.Noon.AddYears(-20),
            Sample.Noon.AddSeconds(-2), Sample.Noon.AddSeconds(1), ReadingMarks.Late | ReadingMarks.Partial, 12, stored.Metrics)
        { Edition = 3_000 };
        Assert.Equal(expected, stored);
        Assert.Equal(
            [("door", MetricValue.Of(false)), ("fan", MetricValue.Of(true)), ("pm2.5", MetricValue.Of(-1e300)),
                ("state", MetricValue.Of("가동 중")), ("tempC", MetricValue.Of(26.3))],
            stored.Metrics.Select(m => (m.Key, m.Value)).OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Equivalent(stored, await Store.LatestAsync(Dev, Ct));
    }

    [Fact]
    public async Task The_checkpoint_goes_with_the_batch_even_without_readings()
    {
        await Store.SaveAsync(Batch.Begin(41).Build(), Ct);
        Assert.Equal(41, await Store.CheckpointAsync(0, Ct));
        await SaveAsync(42, ("dev-1", 0, 1));
        await Store.SaveAsync(Batch.Begin(50).Build(), Ct);
        await ReopenAsync();
        Assert.Equal(50, await Store.CheckpointAsync(0, Ct));
        Assert.Equal(0, await Store.CheckpointAsync(1, Ct));
    }

    [Fact]
    public async Task Saving_a_batch_again_changes_nothing()
    {
        await SaveAsync(1, ("dev-1", 0, 10), ("dev-2", 0, 20), ("dev-1", 1, 11));
        await SaveAsync(1, ("dev-1", 0, 10), ("dev-2", 0, 20), ("dev-1", 1, 11));
        await ReopenAsync();
        await SaveAsync(1, ("dev-1", 0, 10), ("dev-2", 0, 20), ("dev-1", 1, 11));
        await SaveAsync(4, ("dev-1", 2, 12));
        Assert.Equal([12, 11, 10], await RecentAsync("dev-1"));
        Assert.Equal([20], await RecentAsync("dev-2"));
    }

    [Fact]
    public async Task A_late_reading_does_not_replace_the_latest()
    {
        await SaveAsync(1, ("dev-1", 10, 1), ("dev-1", 5, 2));
        await SaveAsync(3, ("dev-1", 7, 3));
        await ReopenAsync();
        Assert.Equal(1, (await Store.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
        Assert.Equal(Sample.Noon.AddSeconds(10), (await Store.LatestTimesAsync(Ct))[Dev]);
        Assert.Equal([3, 2, 1], await RecentAsync("dev-1"));
        await SaveAsync(4, ("dev-1", 11, 4));
        Assert.Equal(4, (await Store.LatestAsync(Dev, Ct))!.Metrics["tempC"].Number);
    }

    [Fact]
    public async Task What_came_last_is_told_late_or_not()
    {
        await SaveAsync(1, ("dev-1", 10, 1), ("dev-1", 5, 2));
        var last = await Store.LastArrivedAsync([Dev, Sample.Device("silent")], Ct);
        Assert.Equal(2, Assert.Single(last).Value.Metrics["tempC"].Number);
        await SaveAsync(3, ("dev-1", 12, 3));
        Assert.Equal(3, (await Store.LastArrivedAsync([Dev], Ct))[Dev].Metrics["tempC"].Number);
    }

    [Fact]
    public async Task The_latest_of_many_devices_comes_at_once_without_the_silent_ones()
    {
        await SaveAsync(1, ("dev-1", 0, 10), ("dev-2", 0, 20));
        var latest = await Store.LatestAsync([Dev, Sample.Device("dev-2"), Sample.Device("silent")], Ct);
        Assert.Equal(2, latest.Count);
        Assert.Equal(20, latest[Sample.Device("dev-2")].Metrics["tempC"].Number);
    }

    [Fact]
    public async Task A_history_goes_on_over_midnight()
    {
        var evening = Sample.Noon.AddHours(11).AddMinutes(59);
        await Store.SaveAsync(Batch.Begin(4).Readings(evening, TimeSpan.FromSeconds(30), 1, 2, 3, 4).Build(), Ct);
        await ReopenAsync();
        Assert.Equal([4, 3, 2, 1], await RecentAsync("dev-1"));
        Assert.Equal([2, 3], (await SeriesAsync("dev-1", evening.AddSeconds(30), evening.AddSeconds(60), 100)).Select(p => p.Value));
    }

    [Fact]
    public async Task A_series_is_ascending_and_within_its_range_although_readings_came_late()
    {
        await SaveAsync(1, ("dev-1", 10, 10), ("dev-1", 30, 30), ("dev-1", 20, 20), ("dev-1", 40, 40), ("dev-1", 5, 5), ("dev-1", 50, 50));
        var series = await SeriesAsync("dev-1", Sample.Noon.AddSeconds(10), Sample.Noon.AddSeconds(40), 100);
        Assert.Equal([10, 20, 30, 40], series.Select(p => p.Value));
        Assert.Equal(Sample.Noon.AddSeconds(20), series[1].Time);
        Assert.Empty(await Store.SeriesAsync(Dev, "unknown", Sample.Noon, Sample.Noon.AddDays(1), 100, Ct));
    }

    [Fact]
    public async Task A_long_series_keeps_its_spikes()
    {
        var values = Enumerable.Range(0, 5_000).Select(i => i switch { 1_234 => 500.0, 4_321 => -500.0, _ => Math.Sin(i / 50.0) });
        await Store.SaveAsync(Batch.Begin(5_000).Readings(Sample.Noon, TimeSpan.FromSeconds(1), [.. values]).Build(), Ct);
        var series = await SeriesAsync("dev-1", Sample.Noon, Sample.Noon.AddSeconds(5_000), 200);
        Assert.InRange(series.Count, 150, 200);
        Assert.Equal(Sample.Noon.AddSeconds(1_234), Assert.Single(series, p => p.Value == 500).Time);
        Assert.Equal(Sample.Noon.AddSeconds(4_321), Assert.Single(series, p => p.Value == -500).Time);
        Assert.Equal(series.OrderBy(p => p.Time), series);
        Assert.Single(await SeriesAsync("dev-1", Sample.Noon, Sample.Noon.AddSeconds(5_000), 1));
    }

    [Fact]
    public async Task A_dropped_day_is_gone_and_the_latest_stays()
    {
        await SaveAsync(1, ("dev-1", 0, 1));
        await Store.SaveAsync(Batch.Begin(2).Readings(Sample.Noon.AddDays(1), TimeSpan.Zero, 2).Build(), Ct);
        await SaveAsync(3, ("dev-2", 0, 3));
        await Store.DropBeforeAsync(DateOnly.FromDateTime(Sample.Noon.UtcDateTime).AddDays(1), Ct);
        Assert.Equal([2], await RecentAsync("dev-1"));
        Assert.Empty(await RecentAsync("dev-2"));
        await ReopenAsync();
        Assert.Equal(3, (await Store.LatestAsync(Sample.Device("dev-2"), Ct))!.Metrics["tempC"].Number);
        Assert.Equal(3, await Store.CheckpointAsync(0, Ct));
    }

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_narrowed_and_grouped()
    {
        await Store.SaveAsync(Batch.Begin(1)
            .Letter(1, Reason.SpecMissing, "prod-a").Letter(2, Reason.JsonMalformed, null).Letter(3, Reason.SpecMissing, "prod-b")
            .Letter(4, Reason.SpecMissing, "prod-a").Build(), Ct);
        await Store.SaveAsync(Batch.Begin(1).Letter(4, Reason.SpecMissing, "prod-a").Build(), Ct);
        var all = await DeadLetters.ListAsync(new(), 1, 2, Ct);
        Assert.Equal(4, all.Total);
        Assert.Equal([3L, 2L], all.Items.Select(l => l.Position.Sequence));
        var some = await DeadLetters.ListAsync(new(new LetterSignature(Reason.SpecMissing, Sample.Product("prod-a"), 0)), 0, 10, Ct);
        Assert.Equal([4L, 1L], some.Items.Select(l => l.Position.Sequence));
        var groups = await DeadLetters.GroupsAsync(Ct);
        Assert.Equal((Reason.SpecMissing, Sample.Product("prod-a"), 2), (groups[0].Code, groups[0].Product, groups[0].Count));
        Assert.Equal(3, groups.Count);
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_reason_and_at_most_64_KiB_of_its_bytes()
    {
        var payload = new byte[100_000];
        payload[65_535] = 9;
        var letter = new DeadLetter(new(0, 5), Sample.Noon, null, null, Channel.Tcp, new(Reason.FrameTooLong, "너무 길다", 17), 3, payload);
        await Store.SaveAsync(Batch.Begin(5).Letter(letter).Build(), Ct);
        var read = Assert.Single((await DeadLetters.ListAsync(new(), 0, 10, Ct)).Items);
        Assert.Equal(payload.AsSpan(0, 65_536).ToArray(), read.Payload.ToArray());
        Assert.Equal(letter with { Payload = default }, read with { Payload = default });
    }

    protected async Task ReopenAsync()
    {
        await CloseAsync();
        Store = await OpenAsync();
    }

    protected Task SaveAsync(long first, params (string Device, int Second, double TempC)[] readings) =>
        Store.SaveAsync(Batch.Begin(first + readings.Length - 1).Readings(first, readings).Build(), Ct);

    protected async Task<IEnumerable<double>> RecentAsync(string device) =>
        (await Store.RecentAsync(Sample.Device(device), 100, Ct)).Select(r => r.Metrics["tempC"].Number!.Value);

    private Task<IReadOnlyList<SeriesPoint>> SeriesAsync(string device, DateTimeOffset from, DateTimeOffset to, int maxPoints) =>
        Store.SeriesAsync(Sample.Device(device), "tempC", from, to, maxPoints, Ct);
}
