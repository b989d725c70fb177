namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// One day of one shard, as its writer sees it: append-only rows without a second index, the words they use, and how far the shard
/// had come when the last of them was committed.
/// </summary>
internal sealed class DayFile : IDisposable
{
    private readonly Database _database;
    private readonly Statement _insert;
    private readonly Statement _insertWord;
    private readonly Statement _setThrough;
    private readonly List<int> _newWords = [];
    private bool[] _words = new bool[1024];

    private DayFile(Database database, int day, int shard)
    {
        (_database, Day, Shard) = (database, day, shard);
        database.Execute("""
            CREATE TABLE IF NOT EXISTS reading(key INTEGER PRIMARY KEY, device INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS word(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS through(id INTEGER PRIMARY KEY, sequence INTEGER NOT NULL);
            """);
        _insert = database.Prepare("INSERT OR IGNORE INTO reading(key, device, time, body) VALUES(?, ?, ?, ?)");
        _insertWord = database.Prepare("INSERT OR IGNORE INTO word(id, text) VALUES(?, ?)");
        _setThrough = database.Prepare("INSERT OR REPLACE INTO through(id, sequence) VALUES(0, ?)");
        using var words = database.Prepare("SELECT id FROM word");
        while (words.Step()) Mark((int)words.Long(0));
    }

    public int Day { get; }

    public int Shard { get; }

    public static DayFile Open(DayCatalog catalog, int day, int shard)
    {
        var isNew = !catalog.Exists(day, shard);
        var database = Database.OpenForWriting(catalog.PathOf(day, shard));
        try
        {
            var file = new DayFile(database, day, shard);
            // The name itself must survive a power loss: a file that is missing at the start counts as dropped.
            if (isNew) file.Checkpoint();
            return file;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How far a shard's effects are in a file, for the start; null when there is no such file.</summary>
    public static long? ThroughOf(DayCatalog catalog, int day, int shard)
    {
        if (!catalog.Exists(day, shard)) return null;
        using var file = Open(catalog, day, shard);
        return file._database.Scalar("SELECT sequence FROM through") ?? 0;
    }

    /// <summary>All rows that <paramref name="insert"/> adds, and the mark, or nothing.</summary>
    public void Save(long through, Words words, Action insert)
    {
        try
        {
            _database.InTransaction(() =>
            {
                insert();
                foreach (var word in _newWords) Insert(word, words[word]);
                _setThrough.Bind(1, through);
                _setThrough.Run();
            });
        }
        catch
        {
            foreach (var word in _newWords) _words[word] = false;
            throw;
        }
        finally
        {
            _newWords.Clear();
        }
    }

    /// <returns>false when the row is there already.</returns>
    public bool Insert(long key, int device, long time, ReadOnlySpan<byte> body)
    {
        _insert.Bind(1, key);
        _insert.Bind(2, device);
        _insert.Bind(3, time);
        _insert.Bind(4, body);
        _insert.Run();
        return _database.Changes > 0;
    }

    public bool Has(long key) => _database.Scalar($"SELECT 1 FROM reading WHERE key = {key}") is not null;

    public void Remove(long key) => _database.Execute($"DELETE FROM reading WHERE key = {key}");

    /// <summary>A row to come uses this word.</summary>
    public void Use(int word)
    {
        if (word < _words.Length && _words[word]) return;
        Mark(word);
        _newWords.Add(word);
    }

    public void Checkpoint() => _database.Checkpoint();

    public void Dispose()
    {
        _insert.Dispose();
        _insertWord.Dispose();
        _setThrough.Dispose();
        _database.Dispose();
    }

    private void Insert(int id, string text)
    {
        _insertWord.Bind(1, id);
        _insertWord.Bind(2, text);
        _insertWord.Run();
    }

    private void Mark(int word)
    {
        if (word >= _words.Length) Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        _words[word] = true;
    }
}
