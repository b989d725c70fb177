using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Reads a span of the past from front to back. Files are let go of now and then: while a row stands open, what ingest writes cannot be
/// brought from the write-ahead log into its file.
/// </summary>
internal sealed class SpanCursor(SpanReader reader, HotState state, HistorySpan span, Func<ProductId, MetricSchema> schemas) : IReadingCursor, IRowTarget
{
    private const int RowsPerOpening = 50_000;

    private readonly Dictionary<int, DeviceId> _devices = reader.WordsOf(span.Devices);
    private readonly Dictionary<int, Layout> _products = [];
    private GenerationSet _generations = GenerationSet.None;
    private List<RowSource>? _sources;
    private long _through = span.First - 1;
    private int _rows;
    private TelemetryBatch? _into;
    private Layout? _layout;

    public void ReadThrough(long sequence, TelemetryBatch into, CancellationToken ct)
    {
        into.Begin(span.Shard);
        var sources = _sources ??= Open();
        (_into, into.Through) = (into, _through = Math.Min(sequence, span.Last));
        var last = RowRef.LastKeyOf(_through);
        while (SpanReader.Least(sources) is { } source && source.Key <= last)
        {
            if (Find(source.Device, out var device) && SpanReader.Counts(source, source.Key, _generations))
                RowCodec.Read(source.Body, source.Row, source.Time, device, state.Words, this);
            source.Next();
            if (++_rows % 1024 == 0) ct.ThrowIfCancellationRequested();
        }

        if (_rows >= RowsPerOpening) Dispose();
    }

    public void Dispose()
    {
        foreach (var source in _sources ?? []) source.Dispose();
        (_sources, _rows) = (null, 0);
    }

    Reading IRowTarget.Begin(int product)
    {
        if (_layout?.Product != product) _layout = _products.TryGetValue(product, out var known) ? known : _products[product] = LayoutOf(product);
        return _into!.Add(_layout.Schema);
    }

    int IRowTarget.SlotOf(int word) => _layout!.SlotOf(word, state.Words);

    private bool Find(int word, out DeviceId device)
    {
        if (_devices.TryGetValue(word, out device)) return true;
        if (span.Devices != SqliteReadingHistory.Everyone) return false;
        device = _devices[word] = DeviceId.Parse(state.Words[word], null);
        return true;
    }

    private List<RowSource> Open()
    {
        _generations = state.Generations;
        return reader.Open(span, _through, _generations);
    }

    private Layout LayoutOf(int product) => new(product, schemas(ProductId.Parse(state.Words[product], null)));

    /// <summary>Which slot each word is in a product's schema.</summary>
    private sealed class Layout(int product, MetricSchema schema)
    {
        private int[] _slots = [];

        public int Product => product;

        public MetricSchema Schema => schema;

        /// <returns>Negative when the schema has no room for it.</returns>
        public int SlotOf(int word, Words words)
        {
            if (word >= _slots.Length) Array.Resize(ref _slots, word + 64);
            // 0 is not looked up yet, 1 is slot 0.
            if (_slots[word] == 0) _slots[word] = schema.TryGetOrAdd(words[word], out var slot) ? slot + 1 : -1;
            return _slots[word] < 0 ? -1 : _slots[word] - 1;
        }
    }
}

/// <summary>Takes rows as readings that are used again and again.</summary>
internal interface IRowTarget
{
    /// <summary>An empty reading of a product (a word).</summary>
    Reading Begin(int product);

    /// <summary>The slot of a metric (a word) in that reading's schema; negative when there is no room for it.</summary>
    int SlotOf(int word);
}
