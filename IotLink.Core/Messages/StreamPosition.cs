using System.Globalization;

namespace IotLink.Core.Messages;

/// <summary>
/// Where a message stands in the stream, and the key of everything made from it: idempotence and lineage both hang on it.
/// Written <c>0-12345</c>.
/// </summary>
/// <param name="Shard">Unit of order and consumption. The embedded log is one shard; Kinesis has one per lease.</param>
/// <param name="Sequence">1, 2, 3 ... within the shard.</param>
public readonly record struct StreamPosition(int Shard, long Sequence) : IComparable<StreamPosition>
{
    public static bool TryParse(string? text, out StreamPosition position)
    {
        position = default;
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (dash < 1
            || !int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var shard)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            return false;
        }

        position = new(shard, sequence);
        return true;
    }

    public int CompareTo(StreamPosition other) =>
        Shard != other.Shard ? Shard.CompareTo(other.Shard) : Sequence.CompareTo(other.Sequence);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Shard}-{Sequence}");

    public static bool operator <(StreamPosition a, StreamPosition b) => a.CompareTo(b) < 0;

    public static bool operator >(StreamPosition a, StreamPosition b) => a.CompareTo(b) > 0;

    public static bool operator <=(StreamPosition a, StreamPosition b) => a.CompareTo(b) <= 0;

    public static bool operator >=(StreamPosition a, StreamPosition b) => a.CompareTo(b) >= 0;
}
