using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>The stored past in the day files and the generations beside them.</summary>
internal sealed class SqliteReadingHistory(DayCatalog catalog, HotState state, HotReaders readers, GenerationKeeper keeper, TaskFactory reading)
    : IReadingHistory
{
    /// <summary>For a cursor: whichever device a row is of.</summary>
    internal static readonly IReadOnlySet<DeviceId> Everyone = new HashSet<DeviceId>();

    public IReadingCursor Open(HistorySpan span, Func<ProductId, MetricSchema> schemas) => new SpanCursor(new(catalog, state), state, span, schemas);

    public IReadingCursor Follow(int shard, long after, Func<ProductId, MetricSchema> schemas) =>
        new SpanCursor(new(catalog, state), state, new(shard, after + 1, long.MaxValue >> 16, Everyone), schemas);

    public Task<IReadOnlyList<StoredReading>> BetweenAsync(DeviceId device, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        reading.StartNew<IReadOnlyList<StoredReading>>(() => Between(device, from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), ct), ct);

    public Task<DateTimeOffset?> KeptFromAsync(CancellationToken ct) => reading.StartNew<DateTimeOffset?>(
        () => catalog.All().Select(f => (int?)f.Day).FirstOrDefault() is { } day ? new(DateOnly.FromDayNumber(day), TimeOnly.MinValue, TimeSpan.Zero) : null, ct);

    public Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> NewestBeforeAsync(HistorySpan span, CancellationToken ct) =>
        reading.StartNew<IReadOnlyDictionary<DeviceId, DateTimeOffset>>(() => NewestBefore(span, ct), ct);

    public Task<IReadOnlyDictionary<long, string>> LettersAsync(HistorySpan span, CancellationToken ct) =>
        reading.StartNew<IReadOnlyDictionary<long, string>>(() => Letters(catalog.Folder, span), ct);

    public async Task<IReadingDraft> BeginAsync(HistorySpan span, ProductId product, string job, CancellationToken ct)
    {
        var id = await keeper.NextIdAsync(job, ct).ConfigureAwait(false);
        return new ReadingDraft(keeper, GenerationFile.Create(GenerationCatalog.PathOf(catalog.Folder, id)), span, product, job, id);
    }

    public Task<IReadOnlyList<Generation>> GenerationsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Generation>>([.. state.Generations.NewestFirst.Select(g => g.Generation).Reverse()]);

    public Task<bool> RollBackAsync(long generation, DateTimeOffset now, CancellationToken ct) => keeper.RollBackAsync(generation, now, ct);

    public Task ReleaseAsync(DateTimeOffset now, CancellationToken ct) => keeper.ReleaseAsync(now, ct);

    /// <summary>Reason codes of a span's dead letters that nobody has dealt with, by sequence.</summary>
    internal static Dictionary<long, string> Letters(string folder, HistorySpan span)
    {
        using var database = Database.OpenForReading(Path.Combine(folder, StateFile.Name));
        using var rows = database.Prepare("SELECT sequence, code, device FROM dead_letter WHERE shard = ? AND sequence BETWEEN ? AND ? AND state < 2");
        rows.Bind(1, span.Shard);
        rows.Bind(2, span.First);
        rows.Bind(3, span.Last);
        var letters = new Dictionary<long, string>();
        while (rows.Step())
        {
            if (!rows.IsNull(2) && DeviceId.TryParse(rows.Text(2), null, out var device) && span.Devices.Contains(device)) letters[rows.Long(0)] = rows.Text(1);
        }

        return letters;
    }

    private List<StoredReading> Between(DeviceId device, long from, long to, CancellationToken ct)
    {
        var found = new List<StoredReading>();
        if (state.Find(device) is not { } track) return found;
        using var history = readers.Open();
        history.Start(track.Word, track.Committed.Head);
        while (history.Next() && history.Ceiling >= from)
        {
            ct.ThrowIfCancellationRequested();
            if (history.Time >= from && history.Time < to) found.Add(RowCodec.Read(history.Body, history.Row, history.Time, device, state.Words));
        }

        return found;
    }

    private Dictionary<DeviceId, DateTimeOffset> NewestBefore(HistorySpan span, CancellationToken ct)
    {
        var spans = new SpanReader(catalog, state);
        var befores = spans.Befores(span, ct);
        var first = RowRef.KeyOf(span.First, 0);
        var newest = new Dictionary<DeviceId, DateTimeOffset>();
        using var history = readers.Open();
        foreach (var (word, device) in spans.WordsOf(span.Devices))
        {
            ct.ThrowIfCancellationRequested();
            if (state.Find(device) is not { } track) continue;
            history.Start(word, befores.TryGetValue(word, out var before) ? before : Below(track.Committed.Head, span.Shard, first), first);
            if (NewestReading.TimeIn(history, span.Shard, first) is { } time) newest[device] = DateTimeOffset.FromUnixTimeMilliseconds(time);
        }

        return newest;
    }

    /// <summary>For a device without a row within the span: the first of its chain that lies before it.</summary>
    private RowRef Below(RowRef head, int shard, long first)
    {
        using var chain = readers.Open(GenerationSet.None);
        chain.Start(0, head);
        while (chain.Next())
        {
            if (chain.Row.Shard != shard || chain.Row.Key < first) return chain.Row;
        }

        return default;
    }
}
