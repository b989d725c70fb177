using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Reprocessed messages. Their rows go to the file of the day they are written on, so that a chain never leads through an older day than
/// the one before; their keys are those of the original messages. Rows are made safe first, then letters and chain ends change together.
/// </summary>
internal sealed partial class HotWriter
{
    public IReadOnlySet<StreamPosition> Settle(TelemetryBatch batch, IReadOnlyList<LetterOutcome> outcomes, HotSettler settler)
    {
        try
        {
            var standing = outcomes.Where(State.Letters.IsStanding).ToList();
            var passed = standing.Where(o => o.State == LetterState.Reprocessed).Select(o => o.Position).ToHashSet();
            if (passed.Count > 0 && !batch.Readings.IsEmpty) SaveAgain(batch, passed, settler);
            Flush(standing);
            return standing.Select(o => o.Position).ToHashSet();
        }
        catch
        {
            CloseFiles();
            throw;
        }
    }

    public int DropLetters(DateTimeOffset before, DateTimeOffset parkedBefore, int most)
    {
        try
        {
            return State.DropLetters(before, parkedBefore, most);
        }
        catch
        {
            CloseFiles();
            throw;
        }
    }

    private void SaveAgain(TelemetryBatch batch, HashSet<StreamPosition> passed, HotSettler settler)
    {
        var mark = state.Shards.GetValueOrDefault(batch.Shard) with { Shard = batch.Shard };
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        var file = FileFor(batch.Shard, Math.Max(today, mark.Day));
        var rows = new List<int>(batch.Readings.Length);
        var replaced = new List<GenerationRow>();
        for (var i = 0; i < batch.Readings.Length; i++)
        {
            if (!passed.Contains(batch.Readings[i].Position)) continue;
            if (settler.IsMissing(file, batch.Readings[i])) rows.Add(i);
            if (settler.IsReplaced(batch.Readings[i])) replaced.Add(RowOf(batch.Readings[i]));
        }

        // Which rows lead where, and their words, are written down first: what a start reads again must not be these.
        Flush();
        if (rows.Count > 0)
        {
            Commit(file, mark.Through, () =>
            {
                foreach (var i in rows)
                {
                    file.Remove(RowRef.KeyOf(batch.Readings[i].Position.Sequence, batch.Readings[i].Index));
                    Insert(file, batch.Readings[i]);
                }
            });
        }

        if (replaced.Count > 0) SaveReplaced(replaced, settler);
    }

    /// <summary>The chain has these rows for the day the generation is taken back; until then the generation's count.</summary>
    private void SaveReplaced(List<GenerationRow> rows, HotSettler settler)
    {
        var before = state.Generations;
        var after = GenerationPatch.Apply(before, rows);
        var corrections = rows.Select(r => r.Device).Distinct().Select(word => settler.NewestOf(state.Track(word), after)).ToList();
        lock (state.Swapping)
        {
            state.Generations = after;
            foreach (var (track, tip, body) in corrections) track.Correct(tip, body);
        }

        foreach (var (track, _, _) in corrections.Where(c => !c.Track.IsDirty))
        {
            track.IsDirty = true;
            _dirty.Add(track);
        }

        foreach (var old in before.NewestFirst.Except(after.NewestFirst)) old.Dispose();
    }

    private GenerationRow RowOf(Reading reading)
    {
        var (word, time) = (state.Track(reading.Device).Word, reading.EventTime.ToUnixTimeMilliseconds());
        var row = new RowRef(0, reading.Position.Shard, RowRef.KeyOf(reading.Position.Sequence, reading.Index));
        _arena.Length = 0;
        RowCodec.Write(
            _arena, reading, row, new(default, time), state.Words.IdOf(reading.Product.Value),
            reading.Hub is { } hub ? state.Words.IdOf(hub.Value) : 0, SlotsOf(reading.Metrics));
        var body = _arena.Slice(0, _arena.Length).ToArray();
        _arena.Length = 0;
        return new(row.Shard, DayOf(reading), row.Key, word, time, body);
    }
}
