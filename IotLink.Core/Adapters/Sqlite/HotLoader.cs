namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Builds <see cref="HotState"/> at the start. After <c>kill -9</c> the rows behind the last flush are read again. After a power loss a
/// file may have lost its newest commits: a checkpoint counts only as far as its day file agrees, and tracks that point to lost rows
/// are built anew from all rows.
/// </summary>
internal static class HotLoader
{
    public static HotState Load(DayCatalog catalog, StateFile file)
    {
        var state = new HotState();
        var marks = file.Shards().Select(mark => Believe(mark, catalog)).ToList();
        file.LoadWords(state.Words);
        state.FlushedWords = state.Words.Count;
        var lost = marks.Any(mark => DayFile.ThroughOf(catalog, mark.FlushedDay, mark.Shard) < mark.Flushed);
        if (lost) file.ForgetTracks();
        else file.LoadTracks(state.Track);
        foreach (var mark in marks) state.Shards[mark.Shard] = lost ? mark with { Flushed = 0 } : mark;
        foreach (var (day, shard) in catalog.All()) Replay(state, catalog, day, shard);
        foreach (var track in state.Tracks) track.Settle();
        LoadGenerations(state, catalog, lost);
        return state;
    }

    /// <param name="lost">The newest readings were found again without them.</param>
    private static void LoadGenerations(HotState state, DayCatalog catalog, bool lost)
    {
        using var table = GenerationTable.Open(catalog.Folder);
        var all = table.All();
        GenerationCatalog.DeleteOthers(catalog.Folder, all.Select(g => g.Generation.Id));
        foreach (var (generation, watermark) in all)
        {
            var loaded = ActiveGeneration.Load(catalog.Folder, generation);
            state.Generations = state.Generations.With(loaded);
            foreach (var word in loaded.Words) state.Track(word).RaiseFloor(watermark);
        }

        if (!lost || state.Generations.IsEmpty) return;
        using var readers = new HotReaders(catalog, state);
        using var history = readers.Open();
        foreach (var word in state.Generations.NewestFirst.SelectMany(g => g.Words).Distinct())
        {
            var (track, tip, body) = NewestReading.Find(history, state.Track(word));
            track.Correct(tip, body);
            track.IsDirty = true;
        }
    }

    private static ShardMark Believe(ShardMark mark, DayCatalog catalog)
    {
        var stored = DayFile.ThroughOf(catalog, mark.Day, mark.Shard) ?? mark.Through;
        return mark with { Through = Math.Min(mark.Through, stored) };
    }

    private static void Replay(HotState state, DayCatalog catalog, int day, int shard)
    {
        var flushed = state.Shards.GetValueOrDefault(shard).Flushed;
        DayFile.Open(catalog, day, shard).Dispose(); // a process that was killed between making the file and its tables left it empty
        using var database = Database.OpenForWriting(catalog.PathOf(day, shard));
        if (database.Scalar("SELECT max(key) FROM reading") is not { } last || last <= RowRef.LastKeyOf(flushed)) return;
        using (var words = database.Prepare("SELECT id, text FROM word"))
        {
            while (words.Step()) state.Words.Learn((int)words.Long(0), words.Text(1));
        }

        using var rows = database.Prepare("SELECT key, device, time, body FROM reading WHERE key > ? ORDER BY key");
        rows.Bind(1, RowRef.LastKeyOf(flushed));
        while (rows.Step()) Replay(state.Track((int)rows.Long(1)), new(day, shard, rows.Long(0)), rows.Long(2), rows.Blob(3));
    }

    private static void Replay(DeviceTrack track, RowRef row, long time, ReadOnlySpan<byte> body)
    {
        var isNewest = time >= track.Tip.Newest;
        // A clock that went back over midnight leaves later rows in an earlier file: the greatest key came last.
        var head = track.Tip.Head;
        var isHead = head.IsNone || head.Shard != row.Shard || row.Key > head.Key;
        var tip = new DeviceTip(isHead ? row : head, isNewest ? time : track.Tip.Newest, isNewest ? row : track.Tip.NewestRow);
        track.Restore(tip, isNewest ? body : []);
        track.IsDirty = true;
    }
}
