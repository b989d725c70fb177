using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Which generations count, in <c>state.db</c>: the switch is one transaction there. The dead letters a generation replaced are kept
/// beside it until nobody can have them back.
/// </summary>
internal sealed class GenerationTable : IDisposable
{
    private const string Letters = DeadLetterRow.Columns;
    private readonly Database _database;

    private GenerationTable(Database database)
    {
        _database = database;
        database.Execute($"""
            CREATE TABLE IF NOT EXISTS generation(
              id INTEGER PRIMARY KEY, job TEXT NOT NULL, product TEXT NOT NULL, shard INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
              applied INTEGER NOT NULL, kept_until INTEGER NOT NULL, watermark INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS replaced_letter(generation INTEGER NOT NULL, {Letters}, PRIMARY KEY(generation, shard, sequence));
            CREATE TABLE IF NOT EXISTS added_letter(generation INTEGER NOT NULL, shard INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY(generation, shard, sequence));
            """);
        LetterTable.AddEdition(database, "replaced_letter");
    }

    public static GenerationTable Open(string folder)
    {
        var database = Database.OpenForWriting(Path.Combine(folder, StateFile.Name));
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

    /// <summary>Oldest first, each with the newest event time there was when it came.</summary>
    public List<(Generation Generation, long Watermark)> All()
    {
        var all = new List<(Generation, long)>();
        using var rows = _database.Prepare("SELECT * FROM generation ORDER BY id");
        while (rows.Step())
        {
            all.Add((new(rows.Long(0), rows.Text(1), ProductId.Parse(rows.Text(2), null), (int)rows.Long(3), rows.Long(4), rows.Long(5),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(6)), DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(7))), rows.Long(8)));
        }

        return all;
    }

    /// <summary>The switch. All or nothing, and safe from a power loss when it returns.</summary>
    public void Add(Generation generation, long watermark, string path, LetterChanges letters, IEnumerable<Correction> corrections)
    {
        using (var attach = _database.Prepare("ATTACH ? AS made"))
        {
            attach.Bind(1, path);
            attach.Run();
        }

        try
        {
            _database.InTransaction(() =>
            {
                using var insert = _database.Prepare("INSERT INTO generation VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
                insert.Bind(1, generation.Id);
                insert.Bind(2, generation.Job);
                insert.Bind(3, generation.Product.Value);
                insert.Bind(4, generation.Shard);
                insert.Bind(5, generation.First);
                insert.Bind(6, generation.Last);
                insert.Bind(7, generation.AppliedAt.ToUnixTimeMilliseconds());
                insert.Bind(8, generation.KeptUntil.ToUnixTimeMilliseconds());
                insert.Bind(9, watermark);
                insert.Run();
                Each($"INSERT INTO replaced_letter(generation, {Letters}) SELECT ?1, {Letters} FROM dead_letter WHERE shard = ?2 AND sequence = ?3", generation, letters.Gone);
                Each($"INSERT OR IGNORE INTO replaced_letter(generation, {Letters}) SELECT ?1, {Letters} FROM dead_letter WHERE shard = ?2 AND sequence = ?3", generation, letters.Come);
                Each("DELETE FROM dead_letter WHERE ?1 > 0 AND shard = ?2 AND sequence = ?3", generation, letters.Gone);
                Each("INSERT INTO added_letter VALUES(?1, ?2, ?3)", generation, letters.Come);
                Each($"INSERT OR REPLACE INTO dead_letter({DeadLetterRow.Made}) SELECT {DeadLetterRow.Made} FROM made.letter WHERE ?1 > 0 AND shard = ?2 AND sequence = ?3", generation, letters.Come);
                Set(corrections);
            });
        }
        finally
        {
            _database.Execute("DETACH made");
        }

        _database.Checkpoint();
    }

    /// <summary>The switch back. A letter of before that was reprocessed meanwhile stays so: its readings are in the chain too.</summary>
    public void Remove(Generation generation, IEnumerable<Correction> corrections)
    {
        _database.InTransaction(() =>
        {
            Run($"DELETE FROM added_letter WHERE generation = ?1 AND {WasReprocessed("added_letter")} AND EXISTS(SELECT 1 FROM replaced_letter r WHERE r.generation = ?1 AND r.shard = added_letter.shard AND r.sequence = added_letter.sequence)", generation.Id);
            Run($"DELETE FROM replaced_letter WHERE generation = ?1 AND {WasReprocessed("replaced_letter")} AND NOT EXISTS(SELECT 1 FROM added_letter a WHERE a.generation = ?1 AND a.shard = replaced_letter.shard AND a.sequence = replaced_letter.sequence)", generation.Id);
            Run("DELETE FROM dead_letter WHERE EXISTS(SELECT 1 FROM added_letter a WHERE a.generation = ?1 AND a.shard = dead_letter.shard AND a.sequence = dead_letter.sequence)", generation.Id);
            Run($"INSERT OR REPLACE INTO dead_letter({Letters}) SELECT {Letters} FROM replaced_letter WHERE generation = ?1", generation.Id);
            Set(corrections);
            Forget(generation.Id);
        });
        _database.Checkpoint();
    }

    /// <summary>It no longer stands for anything: its days are gone, or a later one stands for all of it.</summary>
    public void Drop(long id) => _database.InTransaction(() => Forget(id));

    /// <summary>What it replaced cannot be had back any more.</summary>
    public void ForgetLetters(long id) => _database.InTransaction(() =>
    {
        Run("DELETE FROM replaced_letter WHERE generation = ?1", id);
        Run("DELETE FROM added_letter WHERE generation = ?1", id);
    });

    public void Dispose() => _database.Dispose();

    private void Forget(long id)
    {
        Run("DELETE FROM generation WHERE id = ?1", id);
        Run("DELETE FROM replaced_letter WHERE generation = ?1", id);
        Run("DELETE FROM added_letter WHERE generation = ?1", id);
    }

    private static string WasReprocessed(string table) =>
        $"EXISTS(SELECT 1 FROM dead_letter d WHERE d.state = {(int)LetterState.Reprocessed} AND d.shard = {table}.shard AND d.sequence = {table}.sequence)";

    private void Run(string sql, long generation)
    {
        using var statement = _database.Prepare(sql);
        statement.Bind(1, generation);
        statement.Run();
    }

    private void Each(string sql, Generation generation, IReadOnlyCollection<long> sequences)
    {
        using var statement = _database.Prepare(sql);
        foreach (var sequence in sequences)
        {
            statement.Bind(1, generation.Id);
            statement.Bind(2, generation.Shard);
            statement.Bind(3, sequence);
            statement.Run();
        }
    }

    private void Set(IEnumerable<Correction> corrections)
    {
        using var statement = _database.Prepare("INSERT OR REPLACE INTO device VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)");
        foreach (var (track, tip, body) in corrections)
        {
            statement.Bind(1, track.Word);
            statement.Bind(2, tip.Head.Day);
            statement.Bind(3, tip.Head.Shard);
            statement.Bind(4, tip.Head.Key);
            statement.Bind(5, tip.Newest);
            statement.Bind(6, tip.NewestRow.Day);
            statement.Bind(7, tip.NewestRow.Shard);
            statement.Bind(8, tip.NewestRow.Key);
            statement.Bind(9, body.AsSpan());
            statement.Run();
        }
    }
}

/// <summary>Dead letters of a span that go, and those that come, by sequence.</summary>
internal sealed record LetterChanges(IReadOnlyCollection<long> Gone, IReadOnlyCollection<long> Come);

/// <summary>A device's newest reading after the past has changed.</summary>
internal readonly record struct Correction(DeviceTrack Track, DeviceTip Tip, byte[] Body);
