using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.History;

/// <summary>
/// The stored past, to be compared with and to be replaced. What replaces it is written beside it and takes its place in one step: a
/// reader sees the old or the new, never some of each, and so does a start after a crash. What came in meanwhile is not touched.
/// </summary>
public interface IReadingHistory
{
    /// <summary>The readings of the span as they are now, to be read from the first to the last.</summary>
    /// <param name="schemas">Where each product's metrics get their slots.</param>
    IReadingCursor Open(HistorySpan span, Func<ProductId, MetricSchema> schemas);

    /// <summary>Every device's readings of a shard behind a sequence, to be read from the first to the last.</summary>
    IReadingCursor Follow(int shard, long after, Func<ProductId, MetricSchema> schemas);

    /// <summary>A device's readings with an event time from <paramref name="from"/> on and before <paramref name="to"/>, in no order.</summary>
    Task<IReadOnlyList<StoredReading>> BetweenAsync(DeviceId device, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Readings that arrived from here on are kept; null when there are none.</summary>
    Task<DateTimeOffset?> KeptFromAsync(CancellationToken ct);

    /// <summary>Newest event time of each of the span's devices before the span begins; those without a reading are left out.</summary>
    Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> NewestBeforeAsync(HistorySpan span, CancellationToken ct);

    /// <summary>Reason codes of the span's dead letters, by sequence.</summary>
    Task<IReadOnlyDictionary<long, string>> LettersAsync(HistorySpan span, CancellationToken ct);

    /// <summary>Begins to write what shall stand in the place of the span. Of an earlier try for the same job nothing stays.</summary>
    Task<IReadingDraft> BeginAsync(HistorySpan span, ProductId product, string job, CancellationToken ct);

    /// <summary>What stands in the place of something now, oldest first.</summary>
    Task<IReadOnlyList<Generation>> GenerationsAsync(CancellationToken ct);

    /// <summary>
    /// Puts back what a generation replaced. Doing it twice changes nothing.
    /// </summary>
    /// <returns>false when it is too late, or when a later one stands on it.</returns>
    Task<bool> RollBackAsync(long generation, DateTimeOffset now, CancellationToken ct);

    /// <summary>Lets go of what can no longer be had back.</summary>
    Task ReleaseAsync(DateTimeOffset now, CancellationToken ct);
}

/// <summary>Reads on and on, in order of position and index. Reads files where it stands: for a thread of its own.</summary>
public interface IReadingCursor : IDisposable
{
    /// <summary>The readings from where it stands through this sequence, and not one more. Those before are gone.</summary>
    void ReadThrough(long sequence, TelemetryBatch into, CancellationToken ct);
}

/// <summary>New readings on their way. Disposed without <see cref="ApplyAsync"/> nothing of it stays.</summary>
public interface IReadingDraft : IAsyncDisposable
{
    /// <summary>Adds readings and dead letters, in order of position. Readings of other devices are left out.</summary>
    Task AddAsync(TelemetryBatch batch, CancellationToken ct);

    /// <summary>The switch: readings, newest values and dead letters of the span at once.</summary>
    Task<Generation> ApplyAsync(DateTimeOffset now, DateTimeOffset keepUntil, CancellationToken ct);
}
