using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace IotLink.Tests.Ingest.ScenarioB;

/// <summary>What PostgreSQL makes of the raw readings: decimal numbers, its own sorting and grouping; nothing of ours.</summary>
internal sealed class MonthInSql(string connection)
{
    private const string Numbers = """
        count(v), sum(v)::float8, min(v)::float8, max(v)::float8,
        (sum(v) * 1.0000000000000000000000000000000000000000 / count(v))::float8,
        (sqrt((count(v) * sum(v * v) - sum(v) * sum(v)) * 1.0000000000000000000000000000000000000000) / count(v))::float8,
        (array_agg(v ORDER BY t DESC, seq DESC))[1]::float8,
        (array_agg(v ORDER BY v))[floor(0.5::float8 * (count(v) - 1))::int + 1]::float8,
        (array_agg(v ORDER BY v))[floor(0.95::float8 * (count(v) - 1))::int + 1]::float8,
        (array_agg(v ORDER BY v))[floor(0.99::float8 * (count(v) - 1))::int + 1]::float8
        """;

    private const string Raw = "raw CROSS JOIN LATERAL (VALUES ('tempC', temp), ('vibration', vib)) AS m(metric, v)";

    public async Task LoadAsync(IReadOnlyList<MonthReading> readings, GeneratedMonth month, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        await RunAsync(db, "CREATE TABLE raw (device text, product text, seq bigint, t timestamptz, temp numeric, vib numeric)", ct);
        await using (var copy = await db.BeginBinaryImportAsync("COPY raw FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var reading in readings)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(GeneratedMonth.DeviceOf(reading.Device).Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(GeneratedMonth.ProductOf(reading.Device).Value, NpgsqlDbType.Text, ct);
                await copy.WriteAsync(reading.Sequence, NpgsqlDbType.Bigint, ct);
                await copy.WriteAsync(reading.At.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
                await copy.WriteAsync((decimal)reading.TempC, NpgsqlDbType.Numeric, ct);
                await copy.WriteAsync((decimal)reading.Vibration, NpgsqlDbType.Numeric, ct);
            }

            await copy.CompleteAsync(ct);
        }

        await RunAsync(db, "CREATE TABLE own (device text, customer text, since timestamptz, until timestamptz)", ct);
        foreach (var (before, after) in month.Devices(moved: false).Zip(month.Devices(moved: true)))
        {
            var (old, now, moved) = (Customer(before.Site), Customer(after.Site), GeneratedMonth.Moved.ToString("o", CultureInfo.InvariantCulture));
            await RunAsync(db, $"INSERT INTO own VALUES ('{before.Id}', '{old}', '-infinity', '{(old == now ? "infinity" : moved)}')", ct);
            if (old != now) await RunAsync(db, $"INSERT INTO own VALUES ('{before.Id}', '{now}', '{moved}', 'infinity')", ct);
        }
    }

    /// <summary>By device (empty: the product's total), product, window and metric.</summary>
    public Task<Dictionary<string, double[]>> AggregatesAsync(int hours, CancellationToken ct) => ReadAsync(
        $"""
        SELECT coalesce(device, '') || ' ' || product || ' ' || metric || ' ' || b, {Numbers}
        FROM (SELECT *, floor((extract(epoch FROM t) + 32400) / {hours * 3600})::bigint * {hours * 3600} - 32400 AS b FROM {Raw}) AS r
        GROUP BY GROUPING SETS ((device, product, metric, b), (product, metric, b))
        """,
        ct);

    /// <summary>By customer, product, day and metric; an hour is of whoever owned the device when it began.</summary>
    public Task<Dictionary<string, double[]>> CustomerDaysAsync(CancellationToken ct) => ReadAsync(
        $"""
        SELECT customer || ' ' || product || ' ' || metric || ' ' || to_char(t AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD'), {Numbers}
        FROM {Raw} JOIN own ON own.device = raw.device AND since <= date_trunc('hour', t) AND date_trunc('hour', t) < until
        GROUP BY customer, product, metric, to_char(t AT TIME ZONE 'Asia/Seoul', 'YYYY-MM-DD')
        """,
        ct);

    private static string Customer(IotLink.Core.Devices.SiteId? site) => GeneratedMonth.Sites.First(s => s.Id == site).Customer.Value;

    private static async Task RunAsync(NpgsqlConnection db, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<Dictionary<string, double[]>> ReadAsync(string sql, CancellationToken ct)
    {
        await using var db = await OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, db) { CommandTimeout = 600 };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new Dictionary<string, double[]>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
            found[reader.GetString(0)] = [reader.GetInt64(1), .. Enumerable.Range(2, 9).Select(reader.GetDouble)];
        return found;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var db = new NpgsqlConnection(connection);
        await db.OpenAsync(ct);
        return db;
    }
}
