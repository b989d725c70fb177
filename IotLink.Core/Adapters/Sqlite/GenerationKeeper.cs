using IotLink.Core.History;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// The switch between generations: made on the hot store's writing thread, between two batches. What is on disk changes in one transaction
/// of state.db; what readers see changes after it.
/// </summary>
internal sealed class GenerationKeeper(DayCatalog catalog, HotState state, HotWriter writer, HotReaders readers, TaskFactory writing)
{
    public string Folder => catalog.Folder;

    public Task<Dictionary<string, int>> WordsAsync(IReadOnlySet<string> texts, CancellationToken ct) =>
        writing.StartNew(() => texts.ToDictionary(t => t, state.Words.IdOf, StringComparer.Ordinal), ct);

    /// <summary>The number of the next generation.</summary>
    public Task<long> NextIdAsync(string job, CancellationToken ct) => writing.StartNew(
        () =>
        {
            using var table = GenerationTable.Open(Folder);
            var all = table.All();
            if (all.Exists(g => g.Generation.Job == job)) throw new InvalidOperationException($"Job {job} has been applied.");
            var files = Directory.GetFiles(Folder, "gen-*.db").Select(f => long.Parse(Path.GetFileNameWithoutExtension(f)[4..], System.Globalization.CultureInfo.InvariantCulture));
            return files.Concat(all.Select(g => g.Generation.Id)).DefaultIfEmpty(0).Max() + 1;
        },
        ct);

    /// <summary>All devices of the span, each with the part of its chain that may be passed over.</summary>
    public Task<Dictionary<int, GenerationDevice>> DevicesAsync(HistorySpan span, IReadOnlyDictionary<int, long> newest, CancellationToken ct) =>
        Task.Run(
            async () =>
            {
                var words = await WordsAsync(span.Devices.Select(d => d.Value).ToHashSet(StringComparer.Ordinal), ct).ConfigureAwait(false);
                var parts = new SpanReader(catalog, state).ChainParts(span, ct);
                return words.Values.ToDictionary(w => w, w =>
                {
                    var (entry, before) = parts.GetValueOrDefault(w);
                    return new GenerationDevice(entry, before, newest.GetValueOrDefault(w, long.MinValue));
                });
            },
            ct);

    public Task ApplyAsync(
        Generation generation, HistorySpan span, IReadOnlyDictionary<int, GenerationDevice> devices, IReadOnlyDictionary<long, string> letters, CancellationToken ct) =>
        writing.StartNew(
            () =>
            {
                writer.Flush(); // the newest values are right on disk, and the rows below the span safe
                var added = new ActiveGeneration(generation, GenerationCatalog.PathOf(Folder, generation.Id), devices);
                var after = state.Generations.With(added);
                var corrections = Corrections(added, after);
                var watermark = devices.Keys.Max(w => (long?)state.Track(w).Committed.Newest) ?? long.MinValue;
                using (var table = GenerationTable.Open(Folder)) table.Add(generation, watermark, added.Path, Changes(span, letters), corrections);
                Show(after, corrections);
                foreach (var word in devices.Keys) state.Track(word).RaiseFloor(watermark);
            },
            ct);

    /// <returns>false when it is too late, or when a later one stands on it.</returns>
    public Task<bool> RollBackAsync(long id, DateTimeOffset now, CancellationToken ct) => writing.StartNew(
        () =>
        {
            if (Find(id) is not { } gone) return true;
            if (gone.Generation.KeptUntil <= now || state.Generations.NewestFirst.Any(g => g.Generation.Id > id && g.Generation.Overlaps(gone.Generation) && g.Words.Any(w => gone.Has(w, out _))))
                return false;
            writer.Flush();
            var after = state.Generations.Without(gone);
            var corrections = Corrections(gone, after);
            using (var table = GenerationTable.Open(Folder)) table.Remove(gone.Generation, corrections);
            Show(after, corrections);
            Delete(gone);
            return true;
        },
        ct);

    /// <summary>Unlinks generations that a later one stands for wholly, once that one can no longer be taken back.</summary>
    public Task ReleaseAsync(DateTimeOffset now, CancellationToken ct) => writing.StartNew(
        () =>
        {
            var all = state.Generations.NewestFirst;
            foreach (var final in all.Where(g => g.Generation.KeptUntil <= now))
            {
                using var table = GenerationTable.Open(Folder);
                table.ForgetLetters(final.Generation.Id);
                foreach (var older in all.Where(o => IsHiddenBy(o, final))) Drop(older, table);
            }
        },
        ct);

    /// <summary>Their rows go with the day files of the same days.</summary>
    public void DropBefore(int day)
    {
        foreach (var generation in state.Generations.NewestFirst)
        {
            if (GenerationDays.Cut(generation.Path, day)) continue;
            using var table = GenerationTable.Open(Folder);
            Drop(generation, table);
        }
    }

    public void Abandon(long id) => GenerationCatalog.Delete(GenerationCatalog.PathOf(Folder, id));

    private ActiveGeneration? Find(long id) => state.Generations.NewestFirst.FirstOrDefault(g => g.Generation.Id == id);

    /// <summary>The newest reading of each device of a generation, as it is after the switch.</summary>
    private List<Correction> Corrections(ActiveGeneration changed, GenerationSet after)
    {
        using var history = readers.Open(after);
        return [.. changed.Words.Select(state.Track).Select(track => NewestReading.Find(history, track)).Where(c => !c.Tip.NewestRow.IsNone || !c.Track.Committed.NewestRow.IsNone)];
    }

    private LetterChanges Changes(HistorySpan span, IReadOnlyDictionary<long, string> made)
    {
        var there = SqliteReadingHistory.Letters(Folder, span);
        return new(
            [.. there.Where(l => made.GetValueOrDefault(l.Key) != l.Value).Select(l => l.Key)],
            [.. made.Where(l => there.GetValueOrDefault(l.Key) != l.Value).Select(l => l.Key)]);
    }

    private void Show(GenerationSet generations, List<Correction> corrections)
    {
        lock (state.Swapping)
        {
            state.Generations = generations;
            foreach (var (track, tip, body) in corrections) track.Correct(tip, body);
        }
    }

    private void Drop(ActiveGeneration gone, GenerationTable table)
    {
        state.Generations = state.Generations.Without(gone);
        table.Drop(gone.Generation.Id);
        Delete(gone);
    }

    private static void Delete(ActiveGeneration gone)
    {
        gone.Dispose();
        GenerationCatalog.Delete(gone.Path);
    }

    private static bool IsHiddenBy(ActiveGeneration older, ActiveGeneration newer) =>
        older.Generation.Id < newer.Generation.Id && older.Generation.Shard == newer.Generation.Shard
        && newer.Generation.First <= older.Generation.First && newer.Generation.Last >= older.Generation.Last
        && older.Words.All(w => newer.Has(w, out _));
}
