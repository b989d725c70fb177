using System.Runtime.InteropServices;
using IotLink.Core.Devices;
using IotLink.Core.History;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Finds the rows of a span of the past: day files and generations together, each row from where it counts.</summary>
internal sealed class SpanReader(DayCatalog catalog, HotState state)
{
    /// <summary>
    /// Each device's row in the day files before the span begins, as far as the day files' rows within it tell: a device without any needs none.
    /// </summary>
    public Dictionary<int, RowRef> Befores(HistorySpan span, CancellationToken ct)
    {
        var left = WordsOf(span.Devices).Keys.ToHashSet();
        var befores = new Dictionary<int, RowRef>(left.Count);
        var sources = Open(span, span.First - 1, GenerationSet.None);
        try
        {
            for (; left.Count > 0 && Least(sources) is { } source; source.Next())
            {
                ct.ThrowIfCancellationRequested();
                if (!left.Remove(source.Device)) continue;
                var previous = RowCodec.ReadLink(source.Body, source.Row, source.Time).Previous;
                var isBefore = previous.IsNone || previous.Shard != span.Shard || previous.Key < RowRef.KeyOf(span.First, 0);
                if (isBefore) befores[source.Device] = previous;
            }
        }
        finally
        {
            foreach (var source in sources) source.Dispose();
        }

        return befores;
    }

    /// <summary>
    /// The part of each device's chain that leads through the span from row to row in order, from its last row to the one behind it. Rows
    /// of reprocessed messages came later than their keys say: one that hangs above the part is no part of it, and with one in between
    /// there is no such part.
    /// </summary>
    public Dictionary<int, (RowRef Entry, RowRef Before)> ChainParts(HistorySpan span, CancellationToken ct)
    {
        var words = WordsOf(span.Devices);
        var parts = new Dictionary<int, (RowRef Entry, RowRef Before)>(words.Count);
        var first = RowRef.KeyOf(span.First, 0);
        var sources = Open(span, span.First - 1, GenerationSet.None);
        try
        {
            for (var rows = 0; Least(sources) is { } source; source.Next())
            {
                if (++rows % 1024 == 0) ct.ThrowIfCancellationRequested();
                if (!words.ContainsKey(source.Device)) continue;
                var row = source.Row;
                var previous = RowCodec.ReadLink(source.Body, row, source.Time).Previous;
                var isInOrder = previous.IsNone || previous.Shard != row.Shard || previous.Key < row.Key;
                if (!isInOrder) continue;
                ref var part = ref CollectionsMarshal.GetValueRefOrAddDefault(parts, source.Device, out var known);
                if (!known && (previous.IsNone || previous.Shard != row.Shard || previous.Key < first)) part = (row, previous);
                else part = !part.Entry.IsNone && previous == part.Entry ? (row, part.Before) : default;
            }
        }
        finally
        {
            foreach (var source in sources) source.Dispose();
        }

        return parts;
    }

    public Dictionary<int, DeviceId> WordsOf(IEnumerable<DeviceId> devices)
    {
        var words = new Dictionary<int, DeviceId>();
        foreach (var device in devices) if (state.Words.TryFind(device.Value, out var word)) words[word] = device;
        return words;
    }

    public List<RowSource> Open(HistorySpan span, long after, GenerationSet generations)
    {
        var (from, to) = (RowRef.KeyOf(after + 1, 0), RowRef.LastKeyOf(span.Last));
        var sources = new List<RowSource>();
        foreach (var (day, shard) in catalog.All().Where(f => f.Shard == span.Shard))
            sources.Add(RowSource.Of(catalog.PathOf(day, shard), day, shard, from, to));
        foreach (var generation in generations.NewestFirst.Where(g => g.Generation.Shard == span.Shard && g.LastKey >= from && g.FirstKey <= to))
            sources.Add(RowSource.Of(generation, from, to));
        return sources;
    }

    public static RowSource? Least(List<RowSource> sources)
    {
        RowSource? least = null;
        foreach (var source in sources)
        {
            if (source.IsThere && (least is null || source.Key < least.Key)) least = source;
        }

        return least;
    }

    /// <summary>Whether no newer generation stands in the place of this row.</summary>
    public static bool Counts(RowSource source, long key, GenerationSet generations)
    {
        foreach (var generation in generations.NewestFirst)
        {
            if (generation == source.Generation) return true;
            if (generation.Generation.Shard == source.Shard && generation.Covers(key) && generation.Has(source.Device, out _)) return false;
        }

        return true;
    }
}
