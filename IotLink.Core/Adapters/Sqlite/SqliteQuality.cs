using IotLink.Core.Devices;
using IotLink.Core.Quality;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// Reads what <see cref="HotWriter"/> counted in <c>state.db</c>, and adds the rounds of freshness. A connection per question: people and
/// timers ask, not devices.
/// </summary>
internal sealed class SqliteQuality(string folder, HotStoreOptions options) : IQualityStore
{
    private readonly TaskFactory _reading =
        new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Readers).ConcurrentScheduler);

    private string File => Path.Combine(folder, StateFile.Name);

    public Task<long> CountedThroughAsync(int shard, CancellationToken ct) => Read(
        "SELECT through FROM quality_shard WHERE shard = ?1", q => q.Bind(1, shard), row => row.Long(0), rows => rows.FirstOrDefault(), ct);

    public Task<bool> SaveAsync(FreshnessRound round, CancellationToken ct) => _reading.StartNew(() => Save(round), ct);

    public Task<IReadOnlyList<KeyValuePair<QualityKey, QualityCounts>>> CountsAsync(long from, long to, ProductId? product, CancellationToken ct) => Read(
        "SELECT * FROM quality WHERE hour >= ?1 AND hour < ?2 AND (?3 IS NULL OR product = ?3)",
        query => Bind(query, from, to, product?.Value),
        row => KeyValuePair.Create(
            new QualityKey(row.Long(0), Product(row, 1), row.Text(2)),
            new QualityCounts(row.Long(3), row.Long(4), row.Long(5), row.Long(6), row.Long(7), row.Long(8), row.Long(9), row.Long(10))),
        ct);

    public Task<IReadOnlyList<RuleBreaches>> RulesAsync(long from, long to, ProductId product, string? firmware, CancellationToken ct) => Read(
        """
        SELECT rule, code, sum(rejected), sum(dropped), sum(marked), count(DISTINCT device) FROM quality_breach
        WHERE hour >= ?1 AND hour < ?2 AND product = ?3 AND (?4 IS NULL OR firmware = ?4)
        GROUP BY rule, code ORDER BY sum(rejected + dropped + marked) DESC, rule, code
        """,
        query =>
        {
            Bind(query, from, to, product.Value);
            query.Bind(4, firmware);
        },
        row => new RuleBreaches(row.Text(0), row.Text(1), new(row.Long(2), row.Long(3), row.Long(4)), (int)row.Long(5)),
        ct);

    public Task<IReadOnlyList<DeviceBreaches>> DevicesAsync(
        long from, long to, ProductId product, string? firmware, string? rule, int take, CancellationToken ct) => Read(
        """
        SELECT device, sum(rejected), sum(dropped), sum(marked) FROM quality_breach
        WHERE hour >= ?1 AND hour < ?2 AND product = ?3 AND (?4 IS NULL OR firmware = ?4) AND (?5 IS NULL OR rule = ?5)
        GROUP BY device ORDER BY sum(rejected + dropped + marked) DESC, device LIMIT ?6
        """,
        query =>
        {
            Bind(query, from, to, product.Value);
            query.Bind(4, firmware);
            query.Bind(5, rule);
            query.Bind(6, take);
        },
        row => new DeviceBreaches(DeviceId.Parse(row.Text(0), null), new(row.Long(1), row.Long(2), row.Long(3))),
        ct);

    public Task<IReadOnlyList<StaleData>> StaleAsync(ProductId? product, int take, CancellationToken ct) => Read(
        "SELECT product, device, rule, metric, last, within FROM quality_stale WHERE ?1 IS NULL OR product = ?1 ORDER BY last, device, rule LIMIT ?2",
        query =>
        {
            query.Bind(1, product?.Value);
            query.Bind(2, take);
        },
        row => new StaleData(
            Product(row, 0),
            DeviceId.Parse(row.Text(1), null),
            row.Text(2),
            row.IsNull(3) ? null : row.Text(3),
            row.IsNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Long(4)),
            TimeSpan.FromMilliseconds(row.Long(5))),
        ct);

    private static ProductId Product(Statement row, int column) => ProductId.Parse(row.Text(column), null);

    private static void Bind(Statement query, long from, long to, string? product)
    {
        query.Bind(1, from);
        query.Bind(2, to);
        query.Bind(3, product);
    }

    private Task<IReadOnlyList<T>> Read<T>(string sql, Action<Statement> bind, Func<Statement, T> row, CancellationToken ct) =>
        Read<T, IReadOnlyList<T>>(sql, bind, row, rows => rows, ct);

    private Task<TResult> Read<T, TResult>(
        string sql, Action<Statement> bind, Func<Statement, T> row, Func<List<T>, TResult> result, CancellationToken ct) => _reading.StartNew(
        () =>
        {
            using var database = Database.OpenForReading(File);
            using var query = database.Prepare(sql);
            bind(query);
            var rows = new List<T>();
            while (query.Step()) rows.Add(row(query));
            return result(rows);
        },
        ct);

    private bool Save(FreshnessRound round)
    {
        using var database = Database.OpenForWriting(File);
        using var rows = new QualityRows(database);
        var isNew = false;
        database.InTransaction(() =>
        {
            using var begin = database.Prepare(
                "INSERT INTO quality_round VALUES(0, ?) ON CONFLICT DO UPDATE SET minute = excluded.minute WHERE excluded.minute > minute");
            begin.Bind(1, round.Minute);
            begin.Run();
            if (isNew = database.Changes > 0) Replace(database, rows, round);
        });
        return isNew;
    }

    private static void Replace(Database database, QualityRows rows, FreshnessRound round)
    {
        rows.Add(round.Tally);
        database.Execute("DELETE FROM quality_stale");
        using var insert = database.Prepare("INSERT OR REPLACE INTO quality_stale VALUES(?, ?, ?, ?, ?, ?)");
        foreach (var stale in round.Stale)
        {
            insert.Bind(1, stale.Device.Value);
            insert.Bind(2, stale.Rule);
            insert.Bind(3, stale.Product.Value);
            insert.Bind(4, stale.Metric);
            insert.Bind(5, stale.Last?.ToUnixTimeMilliseconds());
            insert.Bind(6, (long)stale.Within.TotalMilliseconds);
            insert.Run();
        }
    }
}
