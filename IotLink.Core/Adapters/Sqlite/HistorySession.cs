namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Reads one device's chain backwards, over as many day files as it takes.</summary>
internal sealed class HistorySession(HotReaders readers) : IDisposable
{
    private readonly List<DayReader> _open = [];
    private DayReader? _current;

    public RowRef Row { get; private set; }

    public long Time => _current!.Time;

    /// <summary>Valid until the next move.</summary>
    public ReadOnlySpan<byte> Body => _current!.Body;

    /// <returns>false at the chain's end, or where its day was dropped.</returns>
    public bool MoveTo(RowRef row)
    {
        Row = row;
        return !row.IsNone && Use(row) is { } reader && reader.Find(row.Key);
    }

    /// <summary>Where the chain goes on from here.</summary>
    public RowLink Link => RowCodec.ReadLink(Body, Row, Time);

    public void Dispose()
    {
        foreach (var reader in _open)
        {
            reader.End();
            readers.GiveBack(reader);
        }
    }

    private DayReader? Use(RowRef row)
    {
        if (_current is { } current && current.Day == row.Day && current.Shard == row.Shard) return current;
        _current = _open.Find(r => r.Day == row.Day && r.Shard == row.Shard);
        if (_current is not null || readers.Take(row.Day, row.Shard) is not { } taken) return _current;
        taken.Begin();
        _open.Add(taken);
        return _current = taken;
    }
}
