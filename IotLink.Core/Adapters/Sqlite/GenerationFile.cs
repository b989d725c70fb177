using IotLink.Core.Adapters.EmbeddedLog;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// <c>gen-7.db</c> as its writer sees it: the rows that stand for a span, which devices they stand for, and the dead letters. Rows are
/// appended in order of their keys; the way to them by device is made at the end, in one go. It counts for nothing until
/// <see cref="GenerationTable"/> says so.
/// </summary>
internal sealed class GenerationFile : IDisposable
{
    private readonly Database _database;
    private readonly string _path;
    private readonly Statement _insert;
    private readonly Statement _insertLetter;
    private int _day;

    private GenerationFile(Database database, string path)
    {
        (_database, _path) = (database, path);
        database.Execute($"""
            CREATE TABLE reading(key INTEGER PRIMARY KEY, device INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE TABLE device(word INTEGER PRIMARY KEY, before_day INTEGER, before_shard INTEGER, before_key INTEGER, newest INTEGER,
              entry_day INTEGER, entry_shard INTEGER, entry_key INTEGER);
            CREATE TABLE day(day INTEGER PRIMARY KEY, first INTEGER NOT NULL);
            CREATE TABLE letter({DeadLetterRow.Made}, PRIMARY KEY(shard, sequence));
            """);
        _insert = database.Prepare("INSERT OR REPLACE INTO reading VALUES(?, ?, ?, ?)");
        _insertLetter = database.Prepare($"INSERT OR REPLACE INTO letter({DeadLetterRow.Made}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }

    public static GenerationFile Create(string path)
    {
        GenerationCatalog.Delete(path);
        var database = Database.OpenForDraft(path);
        try
        {
            return new(database, path);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public void Save(Action insert) => _database.InTransaction(insert);

    public void Insert(int day, long key, int device, long time, ReadOnlySpan<byte> body)
    {
        if (day > _day)
        {
            _database.Execute(FormattableString.Invariant($"INSERT OR IGNORE INTO day VALUES({day}, {key})"));
            _day = day;
        }

        _insert.Bind(1, key);
        _insert.Bind(2, device);
        _insert.Bind(3, time);
        _insert.Bind(4, body);
        _insert.Run();
    }

    public void Insert(DeadLetter letter) => DeadLetterRow.Insert(_insertLetter, letter);

    /// <summary>
    /// The writer adds nothing after this. All of it is on the disk when it returns, and what <see cref="GenerationPatch"/> adds one day is
    /// journalled.
    /// </summary>
    public void Finish(IEnumerable<(int Word, GenerationDevice Device)> devices)
    {
        _database.InTransaction(() =>
        {
            using var insert = _database.Prepare("INSERT INTO device VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
            foreach (var (word, device) in devices)
            {
                insert.Bind(1, word);
                insert.Bind(2, device.Before.Day);
                insert.Bind(3, device.Before.Shard);
                insert.Bind(4, device.Before.Key);
                insert.Bind(5, device.Newest);
                insert.Bind(6, device.Entry.Day);
                insert.Bind(7, device.Entry.Shard);
                insert.Bind(8, device.Entry.Key);
                insert.Run();
            }
        });
        _database.Execute("CREATE INDEX by_device ON reading(device, key); PRAGMA journal_mode=WAL;");
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(file);
        Disk.Real.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertLetter.Dispose();
        _database.Dispose();
    }
}

/// <summary>What a generation knows of a device it stands for.</summary>
/// <param name="Entry">
/// Where the device's chain enters the span: from here to <paramref name="Before"/> it leads through the span alone, so that all of it
/// may be passed over at once. None when there is no such part.
/// </param>
/// <param name="Before">The row of the chain behind that part; none at the chain's end.</param>
/// <param name="Newest">Newest event time among its rows; <see cref="long.MinValue"/> when it has none.</param>
internal readonly record struct GenerationDevice(RowRef Entry, RowRef Before, long Newest);
