using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Reads what <see cref="HotWriter"/> saved of the rules in <c>state.db</c>. A connection per question.</summary>
internal sealed class SqliteRules(string folder, HotStoreOptions options) : IRuleMemory, IRuleFirings
{
    private readonly TaskFactory _reading =
        new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Readers).ConcurrentScheduler);

    public Task<KeptRules> LoadAsync(int shard, CancellationToken ct) => _reading.StartNew(
        () =>
        {
            using var database = Database.OpenForReading(Path.Combine(folder, StateFile.Name));
            using var mark = database.Prepare("SELECT through, clock FROM rule_shard WHERE shard = ?");
            mark.Bind(1, shard);
            if (!mark.Step()) return KeptRules.None;
            using var rows = database.Prepare("SELECT device, body FROM rule_state WHERE shard = ?");
            rows.Bind(1, shard);
            var states = new List<KeptRuleState>();
            while (rows.Step()) states.Add(new(DeviceId.Parse(rows.Text(0), null), rows.Blob(1).ToArray()));
            using var gaps = database.Prepare("SELECT since, till FROM rule_unheard WHERE shard = ? ORDER BY since");
            gaps.Bind(1, shard);
            var unheard = new List<UnheardTime>();
            while (gaps.Step()) unheard.Add(Unheard(gaps));
            return new(new(shard, mark.Long(0)), DateTimeOffset.FromUnixTimeMilliseconds(mark.Long(1)), states, unheard);
        },
        ct);

    public Task<IReadOnlyList<UnheardTime>> UnheardAsync(int shard, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Read(
        "SELECT since, till FROM rule_unheard WHERE shard = ?1 AND till > ?2 AND since < ?3 ORDER BY since",
        query =>
        {
            query.Bind(1, shard);
            query.Bind(2, from.ToUnixTimeMilliseconds());
            query.Bind(3, to.ToUnixTimeMilliseconds());
        },
        Unheard,
        ct);

    public Task<IReadOnlyList<RuleFiring>> ListAsync(
        ProductId product, string? ruleId, DateTimeOffset from, DateTimeOffset to, int take, CancellationToken ct) => Read<RuleFiring>(
        """
        SELECT device, rule, version, raised, at, shard, sequence, tick, evidence FROM rule_firing
        WHERE product = ?1 AND (?2 IS NULL OR rule = ?2) AND at >= ?3 AND at < ?4 ORDER BY at DESC, sequence DESC, tick DESC LIMIT ?5
        """,
        query =>
        {
            query.Bind(1, product.Value);
            query.Bind(2, ruleId);
            query.Bind(3, from.ToUnixTimeMilliseconds());
            query.Bind(4, to.ToUnixTimeMilliseconds());
            query.Bind(5, take);
        },
        row => new(
            DeviceId.Parse(row.Text(0), null), product, row.Text(1), (int)row.Long(2), row.Long(3) != 0,
            DateTimeOffset.FromUnixTimeMilliseconds(row.Long(4)), new((int)row.Long(5), row.Long(6)), row.Long(7), row.Text(8)),
        ct);

    public Task<IReadOnlyList<RuleFiringCount>> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Read<RuleFiringCount>(
        """
        SELECT product, rule, version, count(*), count(DISTINCT device) FROM rule_firing
        WHERE raised = 1 AND at >= ?1 AND at < ?2 GROUP BY product, rule, version ORDER BY count(*) DESC, product, rule, version
        """,
        query =>
        {
            query.Bind(1, from.ToUnixTimeMilliseconds());
            query.Bind(2, to.ToUnixTimeMilliseconds());
        },
        row => new(ProductId.Parse(row.Text(0), null), row.Text(1), (int)row.Long(2), (int)row.Long(3), (int)row.Long(4)),
        ct);

    private static UnheardTime Unheard(Statement row) =>
        new(DateTimeOffset.FromUnixTimeMilliseconds(row.Long(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1)));

    private Task<IReadOnlyList<T>> Read<T>(string sql, Action<Statement> bind, Func<Statement, T> row, CancellationToken ct) =>
        _reading.StartNew<IReadOnlyList<T>>(
            () =>
            {
                using var database = Database.OpenForReading(Path.Combine(folder, StateFile.Name));
                using var query = database.Prepare(sql);
                bind(query);
                var rows = new List<T>();
                while (query.Step()) rows.Add(row(query));
                return rows;
            },
            ct);
}
