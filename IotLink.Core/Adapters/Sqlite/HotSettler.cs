using IotLink.Core.Devices;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Which of one batch's reprocessed readings are still to be written. A crash between the rows and the letters leaves rows that no chain
/// leads to: the next run writes them again in their place. A row that a chain leads to is left alone.
/// </summary>
internal sealed class HotSettler(HotReaders readers, HotState state)
{
    private readonly Dictionary<DeviceId, HashSet<long>> _linked = [];

    /// <returns>false when the device's history holds the row already.</returns>
    public bool IsMissing(DayFile file, Reading reading)
    {
        var key = RowRef.KeyOf(reading.Position.Sequence, reading.Index);
        if (!file.Has(key)) return true;
        if (!_linked.TryGetValue(reading.Device, out var linked)) linked = _linked[reading.Device] = Linked(reading.Device, file);
        return !linked.Contains(key);
    }

    /// <summary>The device's rows in this file, along its chain. Only after a crash is there anything to ask for.</summary>
    private HashSet<long> Linked(DeviceId device, DayFile file)
    {
        var keys = new HashSet<long>();
        using var history = readers.Open(GenerationSet.None);
        history.Start(state.Track(device).Word, state.Track(device).Committed.Head);
        while (history.Next())
        {
            if (history.Row.Day < file.Day) break;
            keys.Add(history.Row.Key);
        }

        return keys;
    }
}
