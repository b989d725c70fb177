using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// The dead letters in <c>state.db</c>. Read on a connection per question: people ask, not devices. Written by the hot store's one writer.
/// </summary>
/// <param name="writer">null where letters are only looked at, beside a host that runs.</param>
internal sealed class SqliteDeadLetters(string folder, HotStoreOptions options, SqliteHotStore? writer = null) : IDeadLetterStore
{
    private readonly TaskFactory _reading =
        new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Readers).ConcurrentScheduler);

    private SqliteHotStore Writer => writer ?? throw new InvalidOperationException("The dead letters were opened for reading only.");

    public Task<Page<DeadLetter>> ListAsync(LetterQuery query, int skip, int take, CancellationToken ct) =>
        ReadAsync(d => new Page<DeadLetter>(List(d, query, skip, take), Count(d, query)), ct);

    public Task<int> CountAsync(LetterQuery query, CancellationToken ct) => ReadAsync(d => Count(d, query), ct);

    public Task<DeadLetter?> FindAsync(StreamPosition position, CancellationToken ct) => ReadAsync(d => Find(d, position), ct);

    public Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(CancellationToken ct) => ReadAsync(Groups, ct);

    public Task<IReadOnlyDictionary<LetterState, int>> StatesAsync(CancellationToken ct) =>
        ReadAsync(d => States(d, "SELECT state, count(*) FROM dead_letter GROUP BY state"), ct);

    public Task<IReadOnlyDictionary<LetterState, int>> SettledByAsync(long job, CancellationToken ct) =>
        ReadAsync(d => States(d, $"SELECT state, count(*) FROM dead_letter WHERE job = {job} GROUP BY state"), ct);

    public Task<IReadOnlyList<LetterTask>> WalkAsync(LetterSelection selection, StreamPosition? after, long job, int take, CancellationToken ct) =>
        ReadAsync<IReadOnlyList<LetterTask>>(
            d =>
            {
                using var walk = new LetterWalk(d, job);
                return walk.Next(selection, after, take);
            },
            ct);

    public Task<IReadOnlySet<StreamPosition>> SettleAsync(TelemetryBatch batch, IReadOnlyList<LetterOutcome> outcomes, CancellationToken ct) =>
        Writer.SettleAsync(batch, outcomes, ct);

    public Task<int> DropAsync(DateTimeOffset before, DateTimeOffset parkedBefore, int most, CancellationToken ct) =>
        Writer.DropLettersAsync(before, parkedBefore, most, ct);

    private Task<T> ReadAsync<T>(Func<Database, T> read, CancellationToken ct) => _reading.StartNew(
        () =>
        {
            using var database = Database.OpenForReading(Path.Combine(folder, StateFile.Name));
            return read(database);
        },
        ct);

    private static List<DeadLetter> List(Database database, LetterQuery query, int skip, int take)
    {
        using var rows = database.Prepare(
            $"SELECT {DeadLetterRow.Columns} {Matching(query)} ORDER BY ingested DESC, shard DESC, sequence DESC LIMIT ?5 OFFSET ?6");
        Bind(rows, query);
        rows.Bind(5, (long)take);
        rows.Bind(6, (long)skip);
        var letters = new List<DeadLetter>();
        while (rows.Step()) letters.Add(DeadLetterRow.Read(rows));
        return letters;
    }

    private static int Count(Database database, LetterQuery query)
    {
        using var count = database.Prepare("SELECT count(*) " + Matching(query));
        Bind(count, query);
        count.Step();
        return (int)count.Long(0);
    }

    private static DeadLetter? Find(Database database, StreamPosition position)
    {
        using var row = database.Prepare($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE shard = ? AND sequence = ?");
        row.Bind(1, position.Shard);
        row.Bind(2, position.Sequence);
        return row.Step() ? DeadLetterRow.Read(row) : null;
    }

    private static IReadOnlyList<DeadLetterGroup> Groups(Database database)
    {
        using var rows = database.Prepare($"""
            SELECT code, product, spec, count(*), sum(state = {(int)LetterState.Parked}), count(DISTINCT device), min(ingested), max(ingested)
            FROM dead_letter WHERE state < {(int)LetterState.Reprocessed}
            GROUP BY code, product, spec ORDER BY count(*) DESC, code, product, spec
            """);
        var groups = new List<DeadLetterGroup>();
        while (rows.Step())
        {
            groups.Add(new(
                new(rows.Text(0), DeadLetterRow.ProductAt(rows, 1), (int)rows.Long(2)),
                (int)rows.Long(3),
                (int)rows.Long(4),
                (int)rows.Long(5),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(6)),
                DateTimeOffset.FromUnixTimeMilliseconds(rows.Long(7))));
        }

        return groups;
    }

    private static IReadOnlyDictionary<LetterState, int> States(Database database, string sql)
    {
        var counts = Enum.GetValues<LetterState>().ToDictionary(s => s, _ => 0);
        using var rows = database.Prepare(sql);
        while (rows.Step()) counts[(LetterState)rows.Long(0)] = (int)rows.Long(1);
        return counts;
    }

    private static string Matching(LetterQuery query) =>
        $"FROM dead_letter WHERE state IN ({string.Join(',', query.States.Select(s => (int)s))}) AND (?1 IS NULL OR code = ?1) AND (?7 IS NULL OR product = ?7)"
        + " AND (?8 IS NULL OR spec = ?8) AND (?9 IS NULL OR ingested >= ?9) AND (?10 IS NULL OR ingested < ?10)"
        + (query.Signature is null ? "" : " AND code = ?2 AND product IS ?3 AND spec = ?4");

    private static void Bind(Statement statement, LetterQuery query)
    {
        statement.Bind(1, query.Code);
        statement.Bind(7, query.Product?.Value);
        statement.Bind(8, query.SpecVersion);
        statement.Bind(9, query.Since?.ToUnixTimeMilliseconds());
        statement.Bind(10, query.Before?.ToUnixTimeMilliseconds());
        if (query.Signature is not { } group) return;
        statement.Bind(2, group.Code);
        statement.Bind(3, group.Product?.Value);
        statement.Bind(4, group.SpecVersion);
    }
}
