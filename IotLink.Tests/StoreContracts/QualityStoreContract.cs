using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.StoreContracts;

/// <summary>What every store of quality counts must do. An adapter binds itself with one class.</summary>
public abstract class QualityStoreContract : IAsyncLifetime
{
    private static readonly long Hour = QualityKey.HourOf(Sample.Noon);

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(Sample.Noon);

    private (IHotStore Hot, IQualityStore Quality) Stores { get; set; }

    protected abstract ValueTask<(IHotStore Hot, IQualityStore Quality)> OpenAsync();

    protected abstract ValueTask CloseAsync();

    public async ValueTask InitializeAsync() => Stores = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_store_has_counted_nothing()
    {
        Assert.Equal(0, await Stores.Quality.CountedThroughAsync(0, Ct));
        Assert.Empty(await Stores.Quality.CountsAsync(0, Hour + 1, null, Ct));
        Assert.Empty(await Stores.Quality.StaleAsync(null, 10, Ct));
    }

    [Fact]
    public async Task Batches_add_up_by_hour_product_and_firmware()
    {
        await SaveAsync(5, (Key(), new(3, 1, 0, 1, 3, 1, 0, 0)));
        await SaveAsync(9, (Key(), new(4, 0, 2, 0, 4, 0, 0, 0)), (Key(firmware: "2.0"), new(1, 0, 0, 0, 1, 0, 0, 0)));
        await SaveAsync(12, (Key(hour: 1), new(7, 0, 0, 0, 7, 0, 0, 0)), (Key(product: "gt06"), new(8, 0, 0, 0, 0, 0, 0, 0)));

        Assert.Equal(12, await Stores.Quality.CountedThroughAsync(0, Ct));
        Assert.Equal(0, await Stores.Quality.CountedThroughAsync(1, Ct));
        var counts = (await Stores.Quality.CountsAsync(Hour, Hour + 1, Sample.Product("prod-a"), Ct)).ToDictionary();
        Assert.Equal(2, counts.Count);
        Assert.Equal(new(7, 1, 2, 1, 7, 1, 0, 0), counts[Key()]);
        Assert.Equal(4, (await Stores.Quality.CountsAsync(Hour, Hour + 2, null, Ct)).Count);
    }

    [Fact]
    public async Task Counts_outlive_a_restart()
    {
        await SaveAsync(5, (Key(), new(3, 1, 0, 1, 3, 1, 0, 0)));
        await CloseAsync();
        Stores = await OpenAsync();
        Assert.Equal(5, await Stores.Quality.CountedThroughAsync(0, Ct));
        Assert.Equal(3, Assert.Single(await Stores.Quality.CountsAsync(Hour, Hour + 1, null, Ct)).Value.Readings);
    }

    [Fact]
    public async Task Broken_rules_are_told_by_rule_and_by_device_most_first()
    {
        var batch = new TelemetryBatch();
        batch.Begin(0);
        batch.Through = 3;
        batch.Quality.Of(Key()).Readings = 9;
        batch.Quality.Of(Key(firmware: "2.0")).Readings = 9;
        Breach("dev-1", "heat", new(0, 0, 3));
        Breach("dev-2", "heat", new(1, 1, 1));
        Breach("dev-2", "tempC.range", new(2, 0, 0), firmware: "2.0");
        await Stores.Hot.SaveAsync(batch, Ct);

        var prod = Sample.Product("prod-a");
        Assert.Equal(
            [new("heat", "contract.rate", new(1, 1, 4), 2), new("tempC.range", "contract.rate", new(2, 0, 0), 1)],
            await Stores.Quality.RulesAsync(Hour, Hour + 1, prod, null, Ct));
        Assert.Equal("heat", Assert.Single(await Stores.Quality.RulesAsync(Hour, Hour + 1, prod, "1.0", Ct)).Rule);
        Assert.Equal(
            [new(Sample.Device("dev-2"), new(3, 1, 1)), new(Sample.Device("dev-1"), new(0, 0, 3))],
            await Stores.Quality.DevicesAsync(Hour, Hour + 1, prod, null, null, 10, Ct));
        Assert.Equal(Sample.Device("dev-2"), Assert.Single(await Stores.Quality.DevicesAsync(Hour, Hour + 1, prod, null, "tempC.range", 10, Ct)).Device);
        Assert.Single(await Stores.Quality.DevicesAsync(Hour, Hour + 1, prod, null, null, 1, Ct));
        Assert.Empty(await Stores.Quality.RulesAsync(Hour + 1, Hour + 2, prod, null, Ct));

        void Breach(string device, string rule, BreachCounts counts, string firmware = "1.0") =>
            batch.Quality.Of(new BreachKey(Key(firmware: firmware), Sample.Device(device), rule, "contract.rate")) = counts;
    }

    [Fact]
    public async Task A_round_counts_once_and_leaves_what_is_stale_now()
    {
        var old = new StaleData(Sample.Product("prod-a"), Sample.Device("dev-1"), "silence", null, Sample.Noon.AddMinutes(-9), TimeSpan.FromMinutes(5));
        var never = old with { Device = Sample.Device("dev-2"), Metric = "tempC", Last = null };
        Assert.True(await Stores.Quality.SaveAsync(Round(100, old, never), Ct));
        Assert.False(await Stores.Quality.SaveAsync(Round(100, old), Ct));
        Assert.False(await Stores.Quality.SaveAsync(Round(99, old), Ct));

        Assert.Equal((2, 2), (await FreshnessAsync()));
        Assert.Equal([never, old], await Stores.Quality.StaleAsync(null, 10, Ct));
        Assert.Empty(await Stores.Quality.StaleAsync(Sample.Product("gt06"), 10, Ct));
        Assert.True(await Stores.Quality.SaveAsync(Round(101, old), Ct));
        Assert.Equal((3, 3), (await FreshnessAsync()));
        Assert.Equal([old], await Stores.Quality.StaleAsync(Sample.Product("prod-a"), 10, Ct));
    }

    [Fact]
    public async Task Old_counts_go_when_days_are_dropped()
    {
        await SaveAsync(5, (Key(hour: -24 * 401), new(1, 0, 0, 0, 0, 0, 0, 0)), (Key(hour: -24 * 399), new(1, 0, 0, 0, 0, 0, 0, 0)));
        await Stores.Hot.DropBeforeAsync(DateOnly.FromDateTime(Sample.Noon.UtcDateTime), Ct);
        Assert.Single(await Stores.Quality.CountsAsync(0, Hour + 1, null, Ct));
    }

    private static FreshnessRound Round(long minute, params StaleData[] stale)
    {
        var tally = new QualityTally();
        foreach (var _ in stale)
        {
            tally.Of(Key()).Checks++;
            tally.Of(Key()).Stale++;
        }

        return new(minute, tally, stale);
    }

    private async Task<(long Checks, long Stale)> FreshnessAsync()
    {
        var counts = Assert.Single(await Stores.Quality.CountsAsync(Hour, Hour + 1, null, Ct)).Value;
        return (counts.Checks, counts.Stale);
    }

    private async Task SaveAsync(long through, params (QualityKey Key, QualityCounts Counts)[] counts)
    {
        var batch = new TelemetryBatch();
        batch.Begin(0);
        batch.Through = through;
        foreach (var (key, value) in counts) batch.Quality.Of(key) = value;
        await Stores.Hot.SaveAsync(batch, Ct);
    }

    private static QualityKey Key(string product = "prod-a", string firmware = "1.0", int hour = 0) => new(Hour + hour, Sample.Product(product), firmware);
}
