using IotLink.Core.Messages;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Where a reading's row is: the file, by UTC day of ingest and shard, and the key in it.</summary>
/// <param name="Day"><see cref="DateOnly.DayNumber"/>.</param>
/// <param name="Key">Sequence and index in one: rows lie in the order they came, and a replayed one meets itself.</param>
internal readonly record struct RowRef(int Day, int Shard, long Key)
{
    private const int IndexBits = 16;

    public bool IsNone => Key == 0;

    public StreamPosition Position => new(Shard, SequenceOf(Key));

    public int Index => (int)(Key & ((1 << IndexBits) - 1));

    public static long KeyOf(long sequence, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, 1u << IndexBits, nameof(index));
        return (sequence << IndexBits) | (long)index;
    }

    public static long SequenceOf(long key) => key >> IndexBits;

    /// <summary>The greatest key a message can have.</summary>
    public static long LastKeyOf(long sequence) => KeyOf(sequence, (1 << IndexBits) - 1);
}
