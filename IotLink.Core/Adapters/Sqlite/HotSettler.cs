using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Which of one batch's reprocessed readings are still to be written to the chain. A crash between the rows and the letters leaves rows
/// that no chain leads to: the next run writes them again in their place. A row that a chain leads to is left alone; one that a generation
/// stands for may lie in the file of an earlier day, from before it became a letter.
/// </summary>
internal sealed class HotSettler(HotReaders readers, HotState state)
{
    private readonly Dictionary<(DeviceId, int), HashSet<long>> _linked = [];

    /// <returns>false when the device's history holds the row already.</returns>
    public bool IsMissing(DayFile file, Reading reading)
    {
        var key = RowRef.KeyOf(reading.Position.Sequence, reading.Index);
        var isReplaced = IsReplaced(reading);
        var since = isReplaced ? Math.Min(file.Day, DateOnly.FromDateTime(reading.IngestTimestamp.UtcDateTime).DayNumber) : file.Day;
        if (!file.Has(key) && !Enumerable.Range(since, file.Day - since).Any(day => Has(day, file.Shard, key))) return true;
        if (!_linked.TryGetValue((reading.Device, since), out var linked)) linked = _linked[(reading.Device, since)] = Linked(reading.Device, since);
        return !linked.Contains(key);
    }

    /// <summary>Whether a generation stands where the reading belongs.</summary>
    public bool IsReplaced(Reading reading) => state.Generations.Cover(
        state.Track(reading.Device).Word, new(0, reading.Position.Shard, RowRef.KeyOf(reading.Position.Sequence, reading.Index)));

    /// <summary>The device's newest reading as these generations have it.</summary>
    public Correction NewestOf(DeviceTrack track, GenerationSet generations)
    {
        using var history = readers.Open(generations);
        return NewestReading.Find(history, track);
    }

    private bool Has(int day, int shard, long key)
    {
        if (readers.Take(day, shard) is not { } reader) return false;
        reader.Begin();
        try
        {
            return reader.Find(key);
        }
        finally
        {
            reader.End();
            readers.GiveBack(reader);
        }
    }

    /// <summary>The device's rows from a day on, along its chain.</summary>
    private HashSet<long> Linked(DeviceId device, int since)
    {
        var keys = new HashSet<long>();
        using var history = readers.Open(GenerationSet.None);
        history.Start(state.Track(device).Word, state.Track(device).Committed.Head);
        while (history.Next())
        {
            if (history.Row.Day < since) break;
            keys.Add(history.Row.Key);
        }

        return keys;
    }
}
