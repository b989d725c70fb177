using IotLink.Core.Messages;

namespace IotLink.Core.Streams;

/// <summary>The consumers' side of the stream: read from any position, as often as wanted. Only durable messages are seen.</summary>
public interface IMessageReader
{
    /// <summary>The shards this host may read now. The embedded log has one, 0.</summary>
    IReadOnlyList<int> Shards { get; }

    /// <summary>
    /// The next messages of a shard in order, at most <paramref name="max"/>; waits until there is at least one.
    /// </summary>
    /// <param name="after">Sequence of the last message already seen; 0 for the oldest there is.</param>
    ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(int shard, long after, int max, CancellationToken ct);

    /// <summary>One message by its position; null when it has been truncated away or never was.</summary>
    ValueTask<StoredMessage?> FindAsync(StreamPosition position, CancellationToken ct);

    /// <summary>Oldest and newest durable sequence of a shard; (1, 0) when empty.</summary>
    (long First, long Last) Range(int shard);

    /// <summary>Drops whole segments whose newest message is older than <paramref name="before"/>. The open segment stays.</summary>
    /// <returns>How many messages went.</returns>
    ValueTask<long> TruncateAsync(DateTimeOffset before, CancellationToken ct);
}
