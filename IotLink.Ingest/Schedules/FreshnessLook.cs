using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Schedules;

/// <summary>When data of a device was last there, from the hot store alone: nothing to lose at a restart.</summary>
internal sealed class FreshnessLook(IHotStore hotStore, IReadOnlyDictionary<DeviceId, StoredReading> latest, DateTimeOffset now)
{
    private const int LookedBack = 100;

    /// <returns>Since when the device owes data; null: it never announced itself and never sent anything.</returns>
    public DateTimeOffset? InServiceSince(Device device) =>
        device.ProvisionedAt ?? (latest.TryGetValue(device.Id, out var reading) ? reading.EventTime : null);

    /// <returns>null when it was never there as far as is kept.</returns>
    public async ValueTask<DateTimeOffset?> LastAsync(DeviceId device, FreshnessPromise promise, CancellationToken ct)
    {
        if (!latest.TryGetValue(device, out var newest)) return null;
        if (promise.Metric is not { } metric || newest.Metrics.ContainsKey(metric)) return newest.EventTime;

        // The newest reading lacks it; an earlier one, not yet too old, may have it.
        var series = await hotStore.SeriesAsync(device, metric, now - promise.Within, now, 2, ct);
        if (series.Count > 0) return series[^1].Time;
        var recent = await hotStore.RecentAsync(device, LookedBack, ct);
        var times = recent.Where(r => r.Metrics.ContainsKey(metric)).Select(r => r.EventTime).ToList();
        return times.Count > 0 ? times.Max() : null;
    }
}
