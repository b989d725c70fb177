using SQLitePCL;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// One SQLite connection, straight on the C interface: a row costs a microsecond, which a command with boxed parameters does not
/// reach. Not for two threads at a time.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => _handle = handle;

    /// <summary>Rows the last statement inserted, changed or deleted.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Makes the file when it is missing. Write-ahead log; a commit survives the process, a checkpoint survives power loss.</summary>
    public static Database OpenForWriting(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        database.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-16000;");
        return database;
    }

    /// <summary>A new file that counts for nothing before it is finished: no journal, and its writer makes it safe in one go at the end.</summary>
    public static Database OpenForDraft(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        database.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000;");
        return database;
    }

    public static Database OpenForReading(string path)
    {
        var database = Open(path, raw.SQLITE_OPEN_READONLY);
        database.Execute("PRAGMA mmap_size=1073741824; PRAGMA cache_size=-4000;");
        return database;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new(this, statement);
    }

    /// <summary>Everything, or nothing when the action throws.</summary>
    public void InTransaction(Action action)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            action();
            Execute("COMMIT");
        }
        catch
        {
            raw.sqlite3_exec(_handle, "ROLLBACK");
            throw;
        }
    }

    public long? Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Long(0) : null;
    }

    /// <summary>Makes what is committed survive power loss and brings it from the write-ahead log into the file.</summary>
    public void Checkpoint()
    {
        using var statement = Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        statement.Step();
    }

    public void Dispose() => _handle.Dispose();

    internal void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new HotStoreException(raw.sqlite3_errmsg(_handle).utf8_to_string(), result);
    }

    private static Database Open(string path, int flags)
    {
        var result = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new Database(handle);
        try
        {
            database.Check(result);
            raw.sqlite3_busy_timeout(handle, 5_000);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
