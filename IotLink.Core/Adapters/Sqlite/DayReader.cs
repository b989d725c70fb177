namespace IotLink.Core.Adapters.Sqlite;

/// <summary>One read-only connection to a day file.</summary>
internal sealed class DayReader : IDisposable
{
    private readonly Database _database;
    private readonly Statement _find;

    public DayReader(string path, int day, int shard)
    {
        (Day, Shard) = (day, shard);
        _database = Database.OpenForReading(path);
        _find = _database.Prepare("SELECT time, body FROM reading WHERE key = ?");
    }

    public int Day { get; }

    public int Shard { get; }

    public long Time => _find.Long(0);

    /// <summary>Valid until the next <see cref="Find"/>.</summary>
    public ReadOnlySpan<byte> Body => _find.Blob(1);

    /// <summary>One view of the file for many rows.</summary>
    public void Begin() => _database.Execute("BEGIN");

    public void End()
    {
        _find.Reset();
        _database.Execute("COMMIT");
    }

    public bool Find(long key)
    {
        _find.Reset();
        _find.Bind(1, key);
        return _find.Step();
    }

    public void Dispose()
    {
        _find.Dispose();
        _database.Dispose();
    }
}
