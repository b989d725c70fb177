using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using IotLink.Core.Alarms;
using IotLink.Ingest.Gateways;

namespace IotLink.Ingest.Pipeline;

/// <summary>What the pipeline counts. Per batch, not per message. What it refuses is counted beside what the gateways refuse.</summary>
public sealed class PipelineMetrics
{
    private readonly ConcurrentDictionary<int, Func<DateTimeOffset?>> _oldest = new();
    private readonly GatewayMetrics _gateways;
    private readonly TimeProvider _time;
    private long _stored;
    private long _raised;
    private long _duplicates;
    private long _stale;

    public PipelineMetrics(IMeterFactory meters, GatewayMetrics gateways, TimeProvider time)
    {
        (_gateways, _time) = (gateways, time);
        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableCounter("iotlink_readings_stored_total", () => Stored, null, "Readings in the hot store.");
        meter.CreateObservableCounter("iotlink_alarms_raised_total", () => Raised, null, "Alarms raised.");
        meter.CreateObservableCounter("iotlink_messages_duplicate_total", () => Volatile.Read(ref _duplicates), null, "Messages passed over as delivered before.");
        meter.CreateObservableGauge("iotlink_data_stale", () => Volatile.Read(ref _stale), null, "Devices and metrics whose data is older than the contract allows.");
        meter.CreateObservableGauge("iotlink_pipeline_lag_seconds", () => Lag.TotalSeconds, null, "Age of the oldest message that is durable but not yet stored.");
    }

    public long Stored => Volatile.Read(ref _stored);

    public long Raised => Volatile.Read(ref _raised);

    public TimeSpan Lag
    {
        get
        {
            var now = _time.GetUtcNow();
            var lags = _oldest.Values.Select(oldest => now - (oldest() ?? now)).DefaultIfEmpty().Max();
            return lags > TimeSpan.Zero ? lags : TimeSpan.Zero;
        }
    }

    /// <param name="oldest">Age of the shard's oldest message that is not stored yet.</param>
    internal void Follow(int shard, Func<DateTimeOffset?> oldest) => _oldest[shard] = oldest;

    internal void Done(PipelineEffects effects)
    {
        Interlocked.Add(ref _stored, effects.Telemetry.Readings.Length);
        Interlocked.Add(ref _duplicates, effects.Duplicates);
        foreach (var (channel, code) in effects.RefusedHere) _gateways.RefuseLater(channel, code);
    }

    internal void Changed(IReadOnlyList<Alarm> changed) => Interlocked.Add(ref _raised, changed.Count(a => a.State == AlarmState.New));

    /// <summary>What the last look at freshness found.</summary>
    internal void Waiting(int stale) => Volatile.Write(ref _stale, stale);
}
