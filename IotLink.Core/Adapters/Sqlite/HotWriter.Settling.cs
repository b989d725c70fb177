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
        for (var i = 0; i < batch.Readings.Length; i++)
        {
            if (passed.Contains(batch.Readings[i].Position) && settler.IsMissing(file, batch.Readings[i])) rows.Add(i);
        }

        // Which rows lead where is written down first: what a start reads again must not be these.
        Flush();
        Commit(file, mark.Through, () =>
        {
            foreach (var i in rows)
            {
                file.Remove(RowRef.KeyOf(batch.Readings[i].Position.Sequence, batch.Readings[i].Index));
                Insert(file, batch.Readings[i]);
            }
        });
    }
}
