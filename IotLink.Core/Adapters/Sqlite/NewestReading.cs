namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Finds a device's newest reading by walking back no further than a newer one can be.</summary>
internal static class NewestReading
{
    /// <returns>A tip without a newest row when the device has no reading.</returns>
    public static Correction Find(HistorySession history, DeviceTrack track)
    {
        var (head, newest, body) = (track.Committed.Head, DeviceTip.None, Array.Empty<byte>());
        history.Start(track.Word, head);
        while (history.Next() && history.Ceiling > newest.Newest)
        {
            if (history.Time <= newest.Newest) continue;
            newest = new(head, history.Time, history.Row);
            body = history.Body.ToArray();
        }

        return new(track, newest with { Head = head }, body);
    }

    /// <summary>The newest event time below a key in a history that was started already; null when there is none.</summary>
    public static long? TimeIn(HistorySession history, int shard, long below)
    {
        long? newest = null;
        while (history.Next() && (newest is null || history.Ceiling > newest))
        {
            if (history.Row.Shard != shard || history.Row.Key < below) newest = Math.Max(newest ?? long.MinValue, history.Time);
        }

        return newest;
    }
}
