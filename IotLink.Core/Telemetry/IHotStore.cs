using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Telemetry;

/// <summary>
/// Ten days of readings and the newest of each device. Writing the same batch twice changes nothing: rows are keyed by stream
/// position and the checkpoint goes with them.
/// </summary>
public interface IHotStore
{
    /// <summary>Sequence through which a shard's effects are stored; 0 at the very start.</summary>
    Task<long> CheckpointAsync(int shard, CancellationToken ct);

    /// <summary>Readings, dead letters, quality counts and checkpoint, all or nothing as far as a later <see cref="CheckpointAsync"/> can tell.</summary>
    Task SaveAsync(TelemetryBatch batch, CancellationToken ct);

    /// <summary>The reading with the newest event time; null when the device never reported.</summary>
    Task<StoredReading?> LatestAsync(DeviceId device, CancellationToken ct);

    /// <summary>The same for many devices at once, for lists. Devices that never reported are left out.</summary>
    Task<IReadOnlyDictionary<DeviceId, StoredReading>> LatestAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    /// <summary>What came last of each of these devices, late or not.</summary>
    Task<IReadOnlyDictionary<DeviceId, StoredReading>> LastArrivedAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    /// <summary>Newest event time of every device, for the pipeline's late check after a start.</summary>
    Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> LatestTimesAsync(CancellationToken ct);

    /// <summary>The last readings in order of arrival, newest first.</summary>
    Task<IReadOnlyList<StoredReading>> RecentAsync(DeviceId device, int count, CancellationToken ct);

    /// <summary>The device's readings of one message as they count now, in order of their index.</summary>
    /// <param name="ingestedAt">When the message came.</param>
    Task<IReadOnlyList<StoredReading>> OfMessageAsync(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct);

    /// <summary>
    /// One metric over a time range, at most <paramref name="maxPoints"/> points: where there are more, the smallest and the largest of
    /// each column are kept, so that no spike is lost. Ascending by event time.
    /// </summary>
    Task<IReadOnlyList<SeriesPoint>> SeriesAsync(
        DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct);

    /// <summary>Drops whole days before <paramref name="day"/> (UTC).</summary>
    Task DropBeforeAsync(DateOnly day, CancellationToken ct);
}

/// <summary>A reading as it was stored.</summary>
public sealed record StoredReading(
    StreamPosition Position,
    int Index,
    DeviceId Device,
    ProductId Product,
    DeviceId? Hub,
    DateTimeOffset EventTime,
    TimeSource TimeSource,
    DateTimeOffset? DeviceTimestamp,
    DateTimeOffset? HubTimestamp,
    DateTimeOffset IngestTimestamp,
    ReadingMarks Marks,
    int SpecVersion,
    IReadOnlyDictionary<string, MetricValue> Metrics)
{
    /// <summary>See <see cref="Reading.Edition"/>.</summary>
    public long Edition { get; init; }
}

/// <summary>A value outside the hot path.</summary>
public readonly record struct MetricValue(double? Number, bool? Boolean, string? Text)
{
    public static MetricValue Of(double number) => new(number, null, null);

    public static MetricValue Of(bool boolean) => new(null, boolean, null);

    public static MetricValue Of(string text) => new(null, null, text);

    /// <summary>What a chart draws: the number, or 0 and 1; null for a text.</summary>
    public double? Plottable => Number ?? (Boolean is { } b ? (b ? 1 : 0) : null);
}

public readonly record struct SeriesPoint(DateTimeOffset Time, double Value);
