using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Ingest.Pipeline;
using IotLink.Ingest.Schedules;
using IotLink.Tests.Ingest.Pipeline;
using IotLink.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace IotLink.Tests.Ingest.Schedules;

/// <summary>prod-a promises a reading every 5 minutes; its devices here are dev-1, hub-1 and child-1.</summary>
public sealed class FreshnessWatchTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly BatchBuilder _batch = new();
    private PipelineHost _host = null!;
    private long _sequence;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PipelineHost.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Silence_is_found_without_any_telemetry_and_ends_with_the_next_reading()
    {
        await SaveAsync("tempC");
        var watch = Watch();
        Assert.Empty((await watch.RunOnceAsync(Ct))!.Stale);

        _host.Clock.Advance(TimeSpan.FromMinutes(6));
        await watch.RunOnceAsync(Ct);
        var stale = Assert.Single(await _host.Quality.StaleAsync(null, 10, Ct));
        Assert.Equal((Sample.Device("dev-1"), "silence", Sample.Noon), (stale.Device, stale.Rule, stale.Last!.Value));

        await SaveAsync("tempC");
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await watch.RunOnceAsync(Ct);
        Assert.Empty(await _host.Quality.StaleAsync(null, 10, Ct));
        var counts = QualityCounts.Sum((await _host.Quality.CountsAsync(0, long.MaxValue, null, Ct)).Select(c => c.Value));
        Assert.Equal((3, 1), (counts.Checks, counts.Stale));
        var rule = Assert.Single(await _host.Quality.RulesAsync(0, long.MaxValue, Sample.Product("prod-a"), null, Ct));
        Assert.Equal(("silence", Reason.ContractFreshness, 1), (rule.Rule, rule.Code, rule.Counts.Marked));
    }

    [Fact]
    public async Task A_device_that_was_never_seen_owes_nothing()
    {
        _host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, QualityCounts.Sum((await Watch().RunOnceAsync(Ct))!.Tally.Counts.Values).Checks);
    }

    [Fact]
    public async Task A_metric_may_be_stale_while_the_device_goes_on()
    {
        await SaveAsync("tempC", "rpm");
        _host.Clock.Advance(TimeSpan.FromMinutes(6));
        await SaveAsync("tempC");
        var latest = await _host.Hot.LatestAsync([Sample.Device("dev-1")], Ct);
        var look = new FreshnessLook(_host.Hot, latest, _host.Clock.GetUtcNow());
        var last = latest[Sample.Device("dev-1")].EventTime;

        Assert.Equal(last, await look.LastAsync(Sample.Device("dev-1"), new("a", null, TimeSpan.FromMinutes(5)), Ct));
        Assert.Equal(last, await look.LastAsync(Sample.Device("dev-1"), new("b", "tempC", TimeSpan.FromMinutes(5)), Ct));
        Assert.True(await look.LastAsync(Sample.Device("dev-1"), new("c", "rpm", TimeSpan.FromMinutes(5)), Ct) < last.AddMinutes(-5));
        Assert.Null(await look.LastAsync(Sample.Device("dev-1"), new("d", "voltage", TimeSpan.FromMinutes(5)), Ct));
    }

    /// <summary>A reading of this very moment. The pipeline's own way would let the clock run.</summary>
    private async Task SaveAsync(params string[] metrics)
    {
        var reading = _batch.Begin(++_sequence).Add("dev-1", _sequence, _host.Clock.GetUtcNow());
        foreach (var metric in metrics) BatchBuilder.Set(reading, metric, 70);
        await _host.Hot.SaveAsync(_batch.Build(), Ct);
    }

    private FreshnessWatch Watch() => new(
        _host.Hot, _host.Quality, _host.Of<IDeviceStore>(), _host.Of<IPlanSource>(), _host.Of<PipelineMetrics>(), _host.Of<ILiveFeed>(), _host.Clock, NullLogger<FreshnessWatch>.Instance);
}
