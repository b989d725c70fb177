namespace IotLink.Core.Adapters.Sqlite;

/// <summary>One read-only connection to a generation file: a device's rows from a key backwards, or all rows from a key on.</summary>
internal sealed class GenerationReader : IDisposable
{
    private readonly Database _database;
    private readonly Statement _backwards;
    private readonly Statement _forwards;

    public GenerationReader(string path)
    {
        _database = Database.OpenForReading(path);
        _backwards = _database.Prepare("SELECT key, time, body FROM reading WHERE device = ? AND key <= ? ORDER BY key DESC");
        _forwards = _database.Prepare("SELECT key, time, body, device FROM reading WHERE key >= ? AND key <= ? ORDER BY key");
    }

    public Statement Backwards(int device, long from)
    {
        _backwards.Reset();
        _backwards.Bind(1, device);
        _backwards.Bind(2, from);
        return _backwards;
    }

    public Statement Forwards(long from, long to)
    {
        _forwards.Reset();
        _forwards.Bind(1, from);
        _forwards.Bind(2, to);
        return _forwards;
    }

    /// <summary>Lets go of the file's state, so that the next one sees it as it is then.</summary>
    public void Rest()
    {
        _backwards.Reset();
        _forwards.Reset();
    }

    public void Dispose()
    {
        _backwards.Dispose();
        _forwards.Dispose();
        _database.Dispose();
    }
}
