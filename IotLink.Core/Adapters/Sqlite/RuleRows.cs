using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// What rules remember, in <c>state.db</c>: a row for each device, how far each shard's rows go, and what rules on shadow run would have
/// said. They are written in the caller's transaction, which moves the checkpoint.
/// </summary>
internal sealed class RuleRows : IDisposable
{
    private const int KeptDays = 90;

    /// <summary>Longer than the longest range of a backtest.</summary>
    private const int UnheardKeptDays = 400;

    private readonly Statement _set;
    private readonly Statement _delete;
    private readonly Statement _setShard;
    private readonly Statement _fire;
    private readonly Statement _miss;

    public RuleRows(Database database)
    {
        database.Execute("""
            CREATE TABLE IF NOT EXISTS rule_state(
              shard INTEGER NOT NULL, device TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY(shard, device)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS rule_shard(shard INTEGER PRIMARY KEY, through INTEGER NOT NULL, clock INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS rule_unheard(
              shard INTEGER NOT NULL, since INTEGER NOT NULL, till INTEGER NOT NULL, PRIMARY KEY(shard, since)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS rule_firing(
              product TEXT NOT NULL, rule TEXT NOT NULL, at INTEGER NOT NULL, device TEXT NOT NULL, shard INTEGER NOT NULL, sequence INTEGER NOT NULL,
              tick INTEGER NOT NULL, raised INTEGER NOT NULL, version INTEGER NOT NULL, evidence TEXT NOT NULL,
              PRIMARY KEY(product, rule, at, device, shard, sequence, tick, raised)) WITHOUT ROWID;
            """);
        _set = database.Prepare("INSERT OR REPLACE INTO rule_state VALUES(?, ?, ?)");
        _delete = database.Prepare("DELETE FROM rule_state WHERE shard = ? AND device = ?");
        _setShard = database.Prepare("INSERT OR REPLACE INTO rule_shard VALUES(?, ?, ?)");
        _fire = database.Prepare("INSERT OR IGNORE INTO rule_firing VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _miss = database.Prepare("INSERT OR REPLACE INTO rule_unheard VALUES(?, ?, ?)");
    }

    public void Save(int shard, TelemetryBatch batch)
    {
        foreach (var state in batch.RuleStates)
        {
            var statement = state.Body is null ? _delete : _set;
            statement.Bind(1, shard);
            statement.Bind(2, state.Device.Value);
            if (state.Body is { } body) statement.Bind(3, body);
            statement.Run();
        }

        foreach (var firing in batch.Firings) Fire(firing);
        if (batch.Unheard is { } unheard) Miss(shard, unheard);
        if (batch.RuleClock is not { } clock) return;
        _setShard.Bind(1, shard);
        _setShard.Bind(2, batch.Through);
        _setShard.Bind(3, clock.ToUnixTimeMilliseconds());
        _setShard.Run();
    }

    public static void DropOld(Database database, DateOnly today)
    {
        Drop("DELETE FROM rule_firing WHERE at < ?", KeptDays);
        Drop("DELETE FROM rule_unheard WHERE till < ?", UnheardKeptDays);

        void Drop(string sql, int days)
        {
            using var drop = database.Prepare(sql);
            drop.Bind(1, new DateTimeOffset(today.AddDays(-days).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds());
            drop.Run();
        }
    }

    public void Dispose()
    {
        _set.Dispose();
        _delete.Dispose();
        _setShard.Dispose();
        _fire.Dispose();
        _miss.Dispose();
    }

    private void Miss(int shard, UnheardTime unheard)
    {
        _miss.Bind(1, shard);
        _miss.Bind(2, unheard.From.ToUnixTimeMilliseconds());
        _miss.Bind(3, unheard.To.ToUnixTimeMilliseconds());
        _miss.Run();
    }

    private void Fire(RuleFiring firing)
    {
        _fire.Bind(1, firing.Product.Value);
        _fire.Bind(2, firing.RuleId);
        _fire.Bind(3, firing.At.ToUnixTimeMilliseconds());
        _fire.Bind(4, firing.Device.Value);
        _fire.Bind(5, firing.Position.Shard);
        _fire.Bind(6, firing.Position.Sequence);
        _fire.Bind(7, firing.Tick);
        _fire.Bind(8, firing.Raise ? 1 : 0);
        _fire.Bind(9, firing.RuleVersion);
        _fire.Bind(10, firing.Evidence);
        _fire.Run();
    }
}
