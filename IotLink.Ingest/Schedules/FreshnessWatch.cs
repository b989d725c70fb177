using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.Schedules;

/// <summary>
/// Looks once a minute whether each device's data is as fresh as its contract promises. It needs no telemetry to come: silence is what it
/// looks for. While the pipeline is behind there is no round, because it would find everything stale.
/// </summary>
internal sealed partial class FreshnessWatch(
    IHotStore hotStore,
    IQualityStore quality,
    IDeviceStore devices,
    IPlanSource plans,
    PipelineMetrics pipeline,
    ILiveFeed live,
    TimeProvider time,
    ILogger<FreshnessWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    private (long Version, IReadOnlyList<Device> Devices) _known = (-1, []);

    /// <summary>One round. Without any promise it still is one: what was stale before is so no more.</summary>
    /// <returns>null while the pipeline is behind.</returns>
    internal async Task<FreshnessRound?> RunOnceAsync(CancellationToken ct)
    {
        if (pipeline.Lag > Pace) return null;
        var promising = plans.Current.Published.Where(p => p.Contract?.Contract.Freshness.Count > 0).ToDictionary(p => p.Schema.Product);
        var now = time.GetUtcNow();
        var watched = (await KnownAsync(ct)).Where(d => promising.ContainsKey(d.Product)).ToList();
        var look = new FreshnessLook(hotStore, await hotStore.LatestAsync(watched.ConvertAll(d => d.Id), ct), now);
        var (tally, stale) = (new QualityTally(), new List<StaleData>());
        foreach (var device in watched)
        {
            var key = new QualityKey(QualityKey.HourOf(now), device.Product, device.Firmware ?? "");
            foreach (var promise in promising[device.Product].Contract!.Contract.Freshness)
            {
                if (look.InServiceSince(device) is not { } since) continue;
                var last = await look.LastAsync(device.Id, promise, ct);
                tally.Of(key).Checks++;
                if (now - (last ?? since) <= promise.Within) continue;
                tally.Of(key).Stale++;
                tally.Of(new BreachKey(key, device.Id, promise.Id, Core.Messages.Reason.ContractFreshness)).Marked++;
                stale.Add(new(device.Product, device.Id, promise.Id, promise.Metric, last, promise.Within));
            }
        }

        var round = new FreshnessRound(now.ToUnixTimeSeconds() / 60, tally, stale);
        await quality.SaveAsync(round, ct);
        pipeline.Waiting(stale.Count);
        live.Signal(LiveTopic.Quality);
        return round;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task<IReadOnlyList<Device>> KnownAsync(CancellationToken ct)
    {
        var version = await devices.VersionAsync(ct);
        if (version == _known.Version) return _known.Devices;
        var loaded = await devices.LoadAsync(ct);
        return (_known = (loaded.Version, loaded.Devices)).Devices;
    }

    [LoggerMessage(1, LogLevel.Warning, "Freshness could not be looked at; it is tried again in a minute.")]
    private partial void LogFailed(Exception e);
}
