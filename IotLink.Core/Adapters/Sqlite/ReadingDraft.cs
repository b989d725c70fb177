using System.Runtime.InteropServices;
using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>A generation being written, on its own file and thread; the hot store's writer is asked only for numbers of new words.</summary>
internal sealed class ReadingDraft(GenerationKeeper keeper, GenerationFile file, HistorySpan span, ProductId product, string job, long id) : IReadingDraft
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<MetricSchema, int[]> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, long> _newest = [];
    private readonly Dictionary<long, string> _letters = [];
    private readonly ByteArena _arena = new();
    private bool _closed;
    private bool _applied;

    public async Task AddAsync(TelemetryBatch batch, CancellationToken ct)
    {
        await LearnWordsAsync(batch, ct).ConfigureAwait(false);
        file.Save(() =>
        {
            foreach (var reading in batch.Readings)
            {
                if (span.Devices.Contains(reading.Device)) Insert(reading);
            }

            foreach (var letter in batch.DeadLetters)
            {
                if (letter.Device is not { } sender || !span.Devices.Contains(sender)) continue;
                file.Insert(letter);
                _letters[letter.Position.Sequence] = letter.Refusal.Code;
            }
        });
    }

    public async Task<Generation> ApplyAsync(DateTimeOffset now, DateTimeOffset keepUntil, CancellationToken ct)
    {
        var devices = await keeper.DevicesAsync(span, _newest, ct).ConfigureAwait(false);
        file.Finish(devices.Select(d => (d.Key, d.Value)));
        Close();
        var generation = new Generation(id, job, product, span.Shard, span.First, span.Last, now, keepUntil);
        await keeper.ApplyAsync(generation, span, devices, _letters, ct).ConfigureAwait(false);
        _applied = true;
        return generation;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        if (!_applied) keeper.Abandon(id);
        return default;
    }

    private void Insert(Reading reading)
    {
        var word = _words[reading.Device.Value];
        var time = reading.EventTime.ToUnixTimeMilliseconds();
        var key = RowRef.KeyOf(reading.Position.Sequence, reading.Index);
        _arena.Length = 0;
        RowCodec.Write(
            _arena, reading, new(0, span.Shard, key), new(default, time), _words[reading.Product.Value],
            reading.Hub is { } hub ? _words[hub.Value] : 0, _slots[reading.Metrics.Schema]);
        var day = DateOnly.FromDateTime(reading.IngestTimestamp.UtcDateTime).DayNumber;
        file.Insert(day, key, word, time, _arena.Slice(0, _arena.Length));
        ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, word, out var known);
        newest = known ? Math.Max(newest, time) : time;
    }

    private async Task LearnWordsAsync(TelemetryBatch batch, CancellationToken ct)
    {
        HashSet<string>? unknown = null;
        foreach (var reading in batch.Readings)
        {
            if (!span.Devices.Contains(reading.Device)) continue;
            Learn(reading.Device.Value);
            Learn(reading.Product.Value);
            if (reading.Hub is { } hub) Learn(hub.Value);
            if (SlotsOf(reading.Metrics.Schema).Length >= reading.Metrics.Extent) continue;
            for (var slot = 0; slot < reading.Metrics.Schema.Count; slot++) Learn(reading.Metrics.Schema.NameOf(slot));
        }

        if (unknown is not null)
        {
            foreach (var (text, word) in await keeper.WordsAsync(unknown, ct).ConfigureAwait(false)) _words[text] = word;
        }

        foreach (var reading in batch.Readings)
        {
            if (SlotsOf(reading.Metrics.Schema).Length < reading.Metrics.Extent) _slots[reading.Metrics.Schema] = WordsOf(reading.Metrics.Schema);
        }

        void Learn(string text)
        {
            if (!_words.ContainsKey(text)) (unknown ??= new(StringComparer.Ordinal)).Add(text);
        }
    }

    /// <summary>The words of a product's metrics by slot, as far as they are known.</summary>
    private int[] SlotsOf(MetricSchema schema) => _slots.GetValueOrDefault(schema) ?? [];

    private int[] WordsOf(MetricSchema schema) =>
        [.. Enumerable.Range(0, schema.Count).Select(slot => schema.NameOf(slot)).TakeWhile(_words.ContainsKey).Select(name => _words[name])];

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        file.Dispose();
    }
}
