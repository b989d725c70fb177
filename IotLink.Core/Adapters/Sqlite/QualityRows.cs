using IotLink.Core.Quality;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>
/// The quality counts in <c>state.db</c>. Additions come in the caller's transaction. A row an hour, product and firmware; a row for each
/// device and rule only where something was broken.
/// </summary>
internal sealed class QualityRows : IDisposable
{
    private const int KeptDays = 400;
    private const int KeptBreachDays = 40;

    private readonly Statement _add;
    private readonly Statement _addBreach;
    private readonly Statement _setThrough;

    public QualityRows(Database database)
    {
        database.Execute("""
            CREATE TABLE IF NOT EXISTS quality(
              hour INTEGER NOT NULL, product TEXT NOT NULL, firmware TEXT NOT NULL, readings INTEGER NOT NULL, rejected INTEGER NOT NULL,
              dropped INTEGER NOT NULL, marked INTEGER NOT NULL, expected INTEGER NOT NULL, missing INTEGER NOT NULL, checks INTEGER NOT NULL,
              stale INTEGER NOT NULL, PRIMARY KEY(hour, product, firmware)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS quality_breach(
              product TEXT NOT NULL, hour INTEGER NOT NULL, firmware TEXT NOT NULL, rule TEXT NOT NULL, device TEXT NOT NULL, code TEXT NOT NULL,
              rejected INTEGER NOT NULL, dropped INTEGER NOT NULL, marked INTEGER NOT NULL,
              PRIMARY KEY(product, hour, firmware, rule, device, code)) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS quality_shard(shard INTEGER PRIMARY KEY, through INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS quality_round(id INTEGER PRIMARY KEY, minute INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS quality_stale(
              device TEXT NOT NULL, rule TEXT NOT NULL, product TEXT NOT NULL, metric TEXT, last INTEGER, within INTEGER NOT NULL,
              PRIMARY KEY(device, rule)) WITHOUT ROWID;
            """);
        _add = database.Prepare("""
            INSERT INTO quality VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
              readings = readings + excluded.readings, rejected = rejected + excluded.rejected, dropped = dropped + excluded.dropped,
              marked = marked + excluded.marked, expected = expected + excluded.expected, missing = missing + excluded.missing,
              checks = checks + excluded.checks, stale = stale + excluded.stale
            """);
        _addBreach = database.Prepare("""
            INSERT INTO quality_breach VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
              rejected = rejected + excluded.rejected, dropped = dropped + excluded.dropped, marked = marked + excluded.marked
            """);
        _setThrough = database.Prepare("INSERT OR REPLACE INTO quality_shard VALUES(?, ?)");
    }

    /// <summary>A batch's counts, and through which sequence they count. A batch without counts says nothing new.</summary>
    public void Add(int shard, long through, QualityTally tally)
    {
        if (tally.IsEmpty) return;
        Add(tally);
        _setThrough.Bind(1, shard);
        _setThrough.Bind(2, through);
        _setThrough.Run();
    }

    public void Add(QualityTally tally)
    {
        foreach (var (key, counts) in tally.Counts) Add(key, counts);
        foreach (var (key, counts) in tally.Breaches) Add(key, counts);
    }

    public static void DropOld(Database database, DateOnly today)
    {
        Drop("quality", KeptDays);
        Drop("quality_breach", KeptBreachDays);

        void Drop(string table, int days)
        {
            using var drop = database.Prepare($"DELETE FROM {table} WHERE hour < ?");
            drop.Bind(1, QualityKey.HourOf(new(today.AddDays(-days).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)));
            drop.Run();
        }
    }

    public void Dispose()
    {
        _add.Dispose();
        _addBreach.Dispose();
        _setThrough.Dispose();
    }

    private void Add(QualityKey key, QualityCounts counts)
    {
        _add.Bind(1, key.Hour);
        _add.Bind(2, key.Product.Value);
        _add.Bind(3, key.Firmware);
        _add.Bind(4, counts.Readings);
        _add.Bind(5, counts.Rejected);
        _add.Bind(6, counts.Dropped);
        _add.Bind(7, counts.Marked);
        _add.Bind(8, counts.Expected);
        _add.Bind(9, counts.Missing);
        _add.Bind(10, counts.Checks);
        _add.Bind(11, counts.Stale);
        _add.Run();
    }

    private void Add(BreachKey key, BreachCounts counts)
    {
        _addBreach.Bind(1, key.Of.Product.Value);
        _addBreach.Bind(2, key.Of.Hour);
        _addBreach.Bind(3, key.Of.Firmware);
        _addBreach.Bind(4, key.Rule);
        _addBreach.Bind(5, key.Device.Value);
        _addBreach.Bind(6, key.Code);
        _addBreach.Bind(7, counts.Rejected);
        _addBreach.Bind(8, counts.Dropped);
        _addBreach.Bind(9, counts.Marked);
        _addBreach.Run();
    }
}
