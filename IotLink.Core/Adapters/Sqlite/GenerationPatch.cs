namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Rows of reprocessed messages whose place a generation has: they are written into it, or nobody would see them. A row that decoding
/// made stays; one that an earlier try of the same letter left is written anew. Safe from a power loss when it returns.
/// </summary>
internal static class GenerationPatch
{
    /// <returns>The generations as they are now, each with the newest event time it has.</returns>
    public static GenerationSet Apply(GenerationSet generations, IReadOnlyList<GenerationRow> rows)
    {
        foreach (var generation in generations.NewestFirst)
        {
            var own = rows.Where(r => generation.Generation.Shard == r.Shard && generation.Covers(r.Key) && generation.Has(r.Device, out _)).ToList();
            if (own.Count == 0) continue;
            var newest = Write(generation.Path, own);
            generations = generations.Replace(generation, generation.With(newest));
        }

        return generations;
    }

    /// <returns>The newest event time added to each device.</returns>
    private static Dictionary<int, long> Write(string path, List<GenerationRow> rows)
    {
        var newest = rows.GroupBy(r => r.Device).ToDictionary(g => g.Key, g => g.Max(r => r.Time));
        using var database = Database.OpenForWriting(path);
        database.InTransaction(() =>
        {
            database.Execute("CREATE TABLE IF NOT EXISTS settled(key INTEGER PRIMARY KEY)");
            foreach (var sequence in rows.Select(r => RowRef.SequenceOf(r.Key)).Distinct()) Forget(database, sequence);
            foreach (var row in rows) Insert(database, row);
            foreach (var (device, time) in newest)
                database.Execute(FormattableString.Invariant($"UPDATE device SET newest = max(newest, {time}) WHERE word = {device}"));
        });
        database.Checkpoint();
        return newest;
    }

    private static void Forget(Database database, long sequence) => database.Execute(FormattableString.Invariant($"""
        DELETE FROM reading WHERE key IN (SELECT key FROM settled WHERE key BETWEEN {RowRef.KeyOf(sequence, 0)} AND {RowRef.LastKeyOf(sequence)});
        DELETE FROM settled WHERE key BETWEEN {RowRef.KeyOf(sequence, 0)} AND {RowRef.LastKeyOf(sequence)};
        """));

    private static void Insert(Database database, GenerationRow row)
    {
        using var insert = database.Prepare("INSERT OR IGNORE INTO reading(key, device, time, body) VALUES(?, ?, ?, ?)");
        insert.Bind(1, row.Key);
        insert.Bind(2, row.Device);
        insert.Bind(3, row.Time);
        insert.Bind(4, row.Body.AsSpan());
        insert.Run();
        if (database.Changes == 0) return;
        database.Execute(FormattableString.Invariant($"""
            INSERT INTO settled VALUES({row.Key});
            INSERT INTO day VALUES({row.Day}, {row.Key}) ON CONFLICT(day) DO UPDATE SET first = min(first, excluded.first);
            """));
    }
}

/// <param name="Day">Day the message came in on.</param>
/// <param name="Device">A word.</param>
/// <param name="Time">Event time, ms.</param>
internal sealed record GenerationRow(int Shard, int Day, long Key, int Device, long Time, byte[] Body);
