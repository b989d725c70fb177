using System.Runtime.InteropServices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// The writing side, one call at a time. Rows go to the day files first, then dead letters and checkpoint to state.db: a crash between
/// them leaves rows that the same batch will meet again and pass over.
/// </summary>
internal sealed partial class HotWriter(DayCatalog catalog, HotState state, HotStoreOptions options, TimeProvider clock) : IDisposable
{
    private readonly Dictionary<int, DayFile> _files = [];
    private readonly Dictionary<MetricSchema, int[]> _slots = new(ReferenceEqualityComparer.Instance);
    private readonly List<DeviceTrack> _touched = [];
    private readonly List<DeviceTrack> _dirty = [.. state.Tracks.Where(t => t.IsDirty)];
    private readonly ByteArena _arena = new();
    private StateFile? _state;
    private long _flushedAt = clock.GetTimestamp();

    public void Save(TelemetryBatch batch)
    {
        try
        {
            SaveReadings(batch);
            var mark = state.Shards.GetValueOrDefault(batch.Shard) with { Shard = batch.Shard, Through = batch.Through };
            if (batch.Readings.IsEmpty && catalog.Exists(mark.Day, mark.Shard)) FileFor(mark.Shard, mark.Day).Save(batch.Through, state.Words, () => { });
            if (_files.TryGetValue(batch.Shard, out var file)) mark = mark with { Day = file.Day };
            State.Save(mark, batch);
            state.Shards[batch.Shard] = mark;
            if (clock.GetElapsedTime(_flushedAt) >= TimeSpan.FromSeconds(options.FlushSeconds)) Flush();
        }
        catch
        {
            CloseFiles(); // whatever happened to them, the next batch begins with fresh ones
            throw;
        }
    }

    /// <summary>Writes the tracks down. What they point to is made safe first, so that they never outlive it.</summary>
    public void Flush() => Flush([]);

    /// <param name="outcomes">What becomes of dead letters in the same transaction.</param>
    private void Flush(IReadOnlyList<LetterOutcome> outcomes)
    {
        foreach (var file in _files.Values) file.Checkpoint();
        var marks = state.Shards.Values.Select(m => m with { Flushed = m.Through, FlushedDay = m.Day }).ToList();
        State.Flush(marks, _dirty, state.Words, state.FlushedWords + 1, outcomes);
        foreach (var mark in marks) state.Shards[mark.Shard] = mark;
        foreach (var track in _dirty) track.IsDirty = false;
        _dirty.Clear();
        state.FlushedWords = state.Words.Count;
        _flushedAt = clock.GetTimestamp();
    }

    public void DropBefore(int day)
    {
        foreach (var file in _files.Values.Where(f => f.Day < day).ToList())
        {
            file.Dispose();
            _files.Remove(file.Shard);
        }

        foreach (var (dropped, shard) in catalog.All().Where(f => f.Day < day)) catalog.Delete(dropped, shard);
        State.DropCounts(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
    }

    public void Dispose() => CloseFiles();

    private StateFile State => _state ??= StateFile.Open(catalog.Folder);

    /// <summary>One transaction per run of the same day, in order, so that rows are always committed in the order of their keys.</summary>
    private void SaveReadings(TelemetryBatch batch)
    {
        for (var start = 0; start < batch.Readings.Length;)
        {
            var day = DayOf(batch.Readings[start]);
            var end = start + 1;
            while (end < batch.Readings.Length && DayOf(batch.Readings[end]) == day) end++;
            var through = end == batch.Readings.Length ? batch.Through : batch.Readings[end - 1].Position.Sequence;
            SaveRun(FileFor(batch.Shard, day), batch, start, end, through);
            start = end;
        }
    }

    private void SaveRun(DayFile file, TelemetryBatch batch, int start, int end, long through) => Commit(file, through, () =>
    {
        foreach (var reading in batch.Readings[start..end]) Insert(file, reading);
    });

    /// <summary>The rows that <paramref name="insert"/> adds, or none; then everybody sees them.</summary>
    private void Commit(DayFile file, long through, Action insert)
    {
        try
        {
            file.Save(through, state.Words, insert);
            foreach (var track in _touched)
            {
                track.Commit(_arena.Slice(track.Ahead.Start, track.Ahead.Length));
                if (track.IsDirty) continue;
                track.IsDirty = true;
                _dirty.Add(track);
            }
        }
        finally
        {
            foreach (var track in _touched) track.Settle();
            _touched.Clear();
            _arena.Length = 0;
        }
    }

    private void Insert(DayFile file, Reading reading)
    {
        var track = state.Track(reading.Device);
        var row = new RowRef(file.Day, file.Shard, RowRef.KeyOf(reading.Position.Sequence, reading.Index));
        var time = reading.EventTime.ToUnixTimeMilliseconds();
        var product = state.Words.IdOf(reading.Product.Value);
        var hub = reading.Hub is { } h ? state.Words.IdOf(h.Value) : 0;
        var slots = SlotsOf(reading.Metrics);
        file.Use(track.Word);
        file.Use(product);
        if (hub != 0) file.Use(hub);
        for (var slot = 0; slot < reading.Metrics.Extent; slot++)
        {
            if (reading.Metrics.KindOf(slot) != MetricKind.Absent) file.Use(slots[slot]);
        }

        var start = _arena.Length;
        var link = new RowLink(track.Tip.Head, Math.Max(Math.Max(track.Tip.Newest, time), track.Floor));
        RowCodec.Write(_arena, reading, row, link, product, hub, slots);
        var length = _arena.Length - start;
        if (!file.Insert(row.Key, track.Word, time, _arena.Slice(start, length))) return;
        track.Add(row, time, start, length);
        if (track.IsTouched) return;
        track.IsTouched = true;
        _touched.Add(track);
    }

    /// <summary>The words of a product's metrics by slot; grows with the schema.</summary>
    private int[] SlotsOf(MetricValues metrics)
    {
        ref var slots = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, metrics.Schema, out _);
        slots ??= [];
        if (slots.Length >= metrics.Extent) return slots;
        var known = slots.Length;
        Array.Resize(ref slots, metrics.Schema.Count);
        for (var slot = known; slot < slots.Length; slot++) slots[slot] = state.Words.IdOf(metrics.Schema.NameOf(slot));
        return slots;
    }

    /// <summary>A day that is left is made safe first: its rows must not be lost when the next day's are not.</summary>
    private DayFile FileFor(int shard, int day)
    {
        if (_files.TryGetValue(shard, out var file))
        {
            if (file.Day == day) return file;
            file.Checkpoint();
            file.Dispose();
            _files.Remove(shard);
        }

        return _files[shard] = DayFile.Open(catalog, day, shard);
    }

    private void CloseFiles()
    {
        foreach (var file in _files.Values) file.Dispose();
        _files.Clear();
        _state?.Dispose();
        _state = null;
    }

    private static int DayOf(Reading reading) => DateOnly.FromDateTime(reading.IngestTimestamp.UtcDateTime).DayNumber;
}
