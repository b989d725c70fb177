using IotLink.Core.Devices;

namespace IotLink.Core.Aggregates;

/// <summary>
/// The aggregates, and how far each shard's readings are in them. Every method is one transaction; whoever is killed in between leaves
/// nothing half done, and whoever does the same again changes nothing.
/// </summary>
public interface IAggregateStore
{
    /// <summary>Sequence of a shard through which its readings are in the aggregates; 0 at the very start.</summary>
    Task<long> CheckpointAsync(int shard, CancellationToken ct);

    /// <summary>Merges what further readings add, and moves the checkpoint. A window that was sealed is open again.</summary>
    /// <returns>false, and nothing changed, when the checkpoint is not where the addition begins: somebody else was here.</returns>
    Task<bool> AddAsync(AggregateAddition addition, CancellationToken ct);

    /// <summary>Puts hours in the place of others, and makes anew what they are part of. What stays as it was is not touched.</summary>
    /// <returns>false, and nothing changed, when a checkpoint has moved since the readings were looked at.</returns>
    Task<bool> ReplaceAsync(AggregateReplacement replacement, CancellationToken ct);

    /// <summary>Ascending by start, then device.</summary>
    Task<IReadOnlyList<AggregateDocument>> ReadAsync(AggregateQuery query, CancellationToken ct);

    /// <summary>Says of windows that ended by <paramref name="end"/> that they are whole, as far as anybody knows.</summary>
    /// <returns>How many were open.</returns>
    Task<int> SealAsync(AggregateSpan span, DateTimeOffset end, DateTimeOffset now, CancellationToken ct);

    /// <summary>Windows that began in this time and are open.</summary>
    Task<IReadOnlyList<AggregateKey>> OpenAsync(AggregateSpan span, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Days with their newest revision, ascending: a day whose revision one has not seen was changed.</summary>
    Task<IReadOnlyList<DayRevision>> DaysAsync(long changedAfter, CancellationToken ct);
}

/// <param name="After">The checkpoint it follows.</param>
/// <param name="Through">The checkpoint afterwards.</param>
/// <param name="Hours">By device and hour.</param>
public sealed record AggregateAddition(int Shard, long After, long Through, IReadOnlyList<AggregateDocument> Hours, DateTimeOffset At);

/// <param name="Device">null: all devices of the product.</param>
/// <param name="From">Where an hour begins.</param>
/// <param name="To">Where an hour ends.</param>
/// <param name="Hours">Everything there is in that time now.</param>
/// <param name="Checkpoints">Through where each shard's readings were looked at.</param>
public sealed record AggregateReplacement(
    ProductId Product,
    DeviceId? Device,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<AggregateDocument> Hours,
    IReadOnlyDictionary<int, long> Checkpoints,
    DateTimeOffset At);

/// <param name="Device">null: the product's totals, or with <paramref name="EachDevice"/> every device of it.</param>
/// <param name="Product">null: of any product.</param>
/// <param name="From">Windows that begin from here on...</param>
/// <param name="To">...and before this.</param>
public sealed record AggregateQuery(AggregateSpan Span, ProductId? Product, DeviceId? Device, DateTimeOffset From, DateTimeOffset To, bool EachDevice = false);

/// <param name="Start">Where the day begins, UTC.</param>
/// <param name="Revision">Grows with every change of the aggregates.</param>
/// <param name="IsSealed">None of its windows is open.</param>
public sealed record DayRevision(DateTimeOffset Start, long Revision, bool IsSealed);
