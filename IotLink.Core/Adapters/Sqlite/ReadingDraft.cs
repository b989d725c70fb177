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
        var slots = new int[reading.Metrics.Extent];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (reading.Metrics.KindOf(slot) != MetricKind.Absent) slots[slot] = _words[reading.Metrics.Schema.NameOf(slot)];
        }

        _arena.Length = 0;
        RowCodec.Write(
            _arena, reading, new(0, span.Shard, key), new(default, time), _words[reading.Product.Value],
            reading.Hub is { } hub ? _words[hub.Value] : 0, slots);
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
            for (var slot = 0; slot < reading.Metrics.Extent; slot++)
            {
                if (reading.Metrics.KindOf(slot) != MetricKind.Absent) Learn(reading.Metrics.Schema.NameOf(slot));
            }
        }

        if (unknown is null) return;
        foreach (var (text, word) in await keeper.WordsAsync(unknown, ct).ConfigureAwait(false)) _words[text] = word;

        void Learn(string text)
        {
            if (!_words.ContainsKey(text)) (unknown ??= new(StringComparer.Ordinal)).Add(text);
        }
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        file.Dispose();
    }
}
