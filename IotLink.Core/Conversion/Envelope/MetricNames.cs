using System.IO.Hashing;
using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>
/// Finds the slot of a metric's name as it stands in a JSON message, in UTF-8, without making a string of it: an open-addressing table
/// beside the schema. Not for several threads.
/// </summary>
internal sealed class MetricNames(MetricSchema schema)
{
    /// <summary>Bytes of the longest name.</summary>
    public const int MaxLength = 128;

    // Twice the most names there can be, so that probing stays short.
    private readonly Entry[] _table = new Entry[2 * MetricSchema.MaxMetrics];

    /// <returns>The slot, or -1 when the name is empty, too long or the schema is full.</returns>
    public int SlotOf(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxLength) return -1;
        var hash = XxHash3.HashToUInt64(name);
        var at = (int)(hash % (ulong)_table.Length);
        while (_table[at].Name is { } known)
        {
            if (_table[at].Hash == hash && name.SequenceEqual(known)) return _table[at].Slot;
            at = (at + 1) % _table.Length;
        }

        if (!schema.TryGetOrAdd(Encoding.UTF8.GetString(name), out var slot)) return -1;
        _table[at] = new(hash, name.ToArray(), slot);
        return slot;
    }

    private readonly record struct Entry(ulong Hash, byte[]? Name, int Slot);
}
