using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// <c>state.db</c>: checkpoints, dead letters, and what <see cref="DeviceTrack"/> needs so that a start does not read ten days. The
/// tracks lag behind; <c>flushed</c> says through which sequence they are right.
/// </summary>
internal sealed class StateFile : IDisposable
{
    public const string Name = "state.db";

    private readonly Database _database;
    private readonly Statement _setShard;
    private readonly Statement _setTrack;
    private readonly Statement _insertWord;
    private readonly QualityRows _quality;
    private readonly RuleRows _rules;

    private StateFile(Database database)
    {
        _database = database;
        database.Execute("""
            CREATE TABLE IF NOT EXISTS shard(
              id INTEGER PRIMARY KEY, through INTEGER NOT NULL, day INTEGER NOT NULL, flushed INTEGER NOT NULL, flushed_day INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS word(id INTEGER PRIMARY KEY, text TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS device(
              word INTEGER PRIMARY KEY, head_day INTEGER NOT NULL, head_shard INTEGER NOT NULL, head_key INTEGER NOT NULL,
              newest INTEGER NOT NULL, newest_day INTEGER NOT NULL, newest_shard INTEGER NOT NULL, newest_key INTEGER NOT NULL, body BLOB NOT NULL);
            """);
        _setShard = database.Prepare("INSERT OR REPLACE INTO shard VALUES(?, ?, ?, ?, ?)");
        Letters = new(database);
        _setTrack = database.Prepare("INSERT OR REPLACE INTO device VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _insertWord = database.Prepare("INSERT OR IGNORE INTO word VALUES(?, ?)");
        _quality = new(database);
        _rules = new(database);
    }

    public LetterTable Letters { get; }

    public static StateFile Open(string folder)
    {
        var database = Database.OpenForWriting(Path.Combine(folder, Name));
        try
        {
            return new(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public IReadOnlyList<ShardMark> Shards()
    {
        var marks = new List<ShardMark>();
        using var rows = _database.Prepare("SELECT id, through, day, flushed, flushed_day FROM shard");
        while (rows.Step()) marks.Add(new((int)rows.Long(0), rows.Long(1), (int)rows.Long(2), rows.Long(3), (int)rows.Long(4)));
        return marks;
    }

    public void LoadWords(Words words)
    {
        using var rows = _database.Prepare("SELECT id, text FROM word");
        while (rows.Step()) words.Learn((int)rows.Long(0), rows.Text(1));
    }

    public void LoadTracks(Func<int, DeviceTrack> track)
    {
        using var rows = _database.Prepare("SELECT * FROM device");
        while (rows.Step())
        {
            var head = new RowRef((int)rows.Long(1), (int)rows.Long(2), rows.Long(3));
            var newest = new RowRef((int)rows.Long(5), (int)rows.Long(6), rows.Long(7));
            track((int)rows.Long(0)).Restore(new(head, rows.Long(4), newest), rows.Blob(8));
        }
    }

    /// <summary>They point to rows that were lost. Gone at once, or another crash before the next flush would believe them.</summary>
    public void ForgetTracks() =>
        _database.InTransaction(() => _database.Execute("DELETE FROM device; UPDATE shard SET flushed = 0, flushed_day = 0"));

    /// <summary>Dead letters, quality counts, what the rules remember and how far the shard is, together.</summary>
    public void Save(ShardMark mark, TelemetryBatch batch) => _database.InTransaction(() =>
    {
        foreach (var letter in batch.DeadLetters) Letters.Insert(letter);
        _quality.Add(mark.Shard, mark.Through, batch.Quality);
        _rules.Save(mark.Shard, batch);
        Set(mark);
    });

    /// <summary>Lets go of counts that are older than they are kept.</summary>
    public void DropCounts(DateOnly today) => _database.InTransaction(() =>
    {
        QualityRows.DropOld(_database, today);
        RuleRows.DropOld(_database, today);
    });

    /// <summary>The tracks and the words, through which sequences they are right, and what became of dead letters, together.</summary>
    public void Flush(
        IEnumerable<ShardMark> marks, IEnumerable<DeviceTrack> tracks, Words words, int firstWord, IReadOnlyList<LetterOutcome> outcomes)
    {
        _database.InTransaction(() =>
        {
            for (var id = firstWord; id <= words.Count; id++)
            {
                if (words.Find(id) is not { } text) continue;
                _insertWord.Bind(1, id);
                _insertWord.Bind(2, text);
                _insertWord.Run();
            }

            foreach (var track in tracks) Set(track);
            foreach (var mark in marks) Set(mark);
            foreach (var outcome in outcomes) Letters.Settle(outcome);
        });
    }

    public int DropLetters(DateTimeOffset before, DateTimeOffset parkedBefore, int most)
    {
        var dropped = 0;
        _database.InTransaction(() => dropped = Letters.Drop(before, parkedBefore, most));
        return dropped;
    }

    public void Checkpoint() => _database.Checkpoint();

    public void Dispose()
    {
        _setShard.Dispose();
        Letters.Dispose();
        _setTrack.Dispose();
        _insertWord.Dispose();
        _quality.Dispose();
        _rules.Dispose();
        _database.Dispose();
    }

    private void Set(ShardMark mark)
    {
        _setShard.Bind(1, mark.Shard);
        _setShard.Bind(2, mark.Through);
        _setShard.Bind(3, mark.Day);
        _setShard.Bind(4, mark.Flushed);
        _setShard.Bind(5, mark.FlushedDay);
        _setShard.Run();
    }

    private void Set(DeviceTrack track)
    {
        var (tip, body) = track.Snapshot();
        _setTrack.Bind(1, track.Word);
        _setTrack.Bind(2, tip.Head.Day);
        _setTrack.Bind(3, tip.Head.Shard);
        _setTrack.Bind(4, tip.Head.Key);
        _setTrack.Bind(5, tip.Newest);
        _setTrack.Bind(6, tip.NewestRow.Day);
        _setTrack.Bind(7, tip.NewestRow.Shard);
        _setTrack.Bind(8, tip.NewestRow.Key);
        _setTrack.Bind(9, body.AsSpan());
        _setTrack.Run();
    }
}

/// <summary>How far a shard is.</summary>
/// <param name="Through">Its effects are stored through this sequence, if the file of <paramref name="Day"/> agrees.</param>
/// <param name="Day">Day file that was written last; 0 before the first.</param>
/// <param name="Flushed">The device tracks are right through this sequence.</param>
internal readonly record struct ShardMark(int Shard, long Through, int Day, long Flushed, int FlushedDay);
