using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Alarms.Quality;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>How rules do, counted by the database.</summary>
internal static class AlarmStatistics
{
    /// <summary>Of a scope that is not all devices nothing is told: how rules do is the makers' business.</summary>
    public static async Task<IReadOnlyList<RuleQuality>> OfRulesAsync(IotLinkDb db, DeviceScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (!scope.IsAll) return [];
        var counts = await db.Alarms.Where(a => a.NoticedAt >= from && a.NoticedAt < to)
            .GroupBy(a => new { a.ProductId, a.Code })
            .Select(g => new
            {
                g.Key.ProductId,
                g.Key.Code,
                Title = g.Max(a => a.Title),
                Alarms = g.Sum(a => a.SuppressedAs == null ? 1 : 0),
                Suppressed = g.Sum(a => a.SuppressedAs != null ? 1 : 0),
                Over = g.Sum(a => a.SuppressedAs == null && !a.IsOpen ? 1 : 0),
                Unacknowledged = g.Sum(a => a.SuppressedAs == null && !a.IsOpen && a.FirstAcknowledgedAt == null ? 1 : 0),
                Flapping = g.Sum(a => a.SuppressedAs == null && a.Flapping ? 1 : 0),
                Useful = g.Sum(a => a.Useful == true ? 1 : 0),
                Useless = g.Sum(a => a.Useful == false ? 1 : 0),
            }).ToListAsync(ct);
        var acknowledge = await MediansAsync(db, "acknowledge_ms", from, to, ct);
        var resolve = await MediansAsync(db, "resolve_ms", from, to, ct);
        return
        [
            .. counts.Select(c => new RuleQuality(
                ProductId.Parse(c.ProductId, null), c.Code, c.Title ?? c.Code, c.Alarms, c.Over, c.Unacknowledged, c.Flapping, c.Suppressed, c.Useful, c.Useless,
                acknowledge.TryGetValue((c.ProductId, c.Code), out var a) ? a : null,
                resolve.TryGetValue((c.ProductId, c.Code), out var r) ? r : null))
                .OrderByDescending(r => r.Alarms).ThenBy(r => r.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    [SuppressMessage("Security", "EF1002", Justification = "The column is one of two names written above.")]
    private static async Task<Dictionary<(string Product, string Code), TimeSpan>> MediansAsync(
        IotLinkDb db, string column, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var isSqlite = db is SqliteDb;
        object begin = isSqlite ? from.ToUnixTimeMilliseconds() : from.ToUniversalTime();
        object end = isSqlite ? to.ToUnixTimeMilliseconds() : to.ToUniversalTime();
        var sql = $$"""
            SELECT product_id, code, CAST(AVG(v) AS double precision) AS ms FROM (
                SELECT product_id, code, {{column}} AS v,
                    ROW_NUMBER() OVER (PARTITION BY product_id, code ORDER BY {{column}}) AS place,
                    COUNT(*) OVER (PARTITION BY product_id, code) AS n
                FROM alarms WHERE {{column}} IS NOT NULL AND suppressed_as IS NULL AND noticed_at >= {0} AND noticed_at < {1}) AS ranked
            WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY product_id, code
            """;
        var rows = await db.Database.SqlQueryRaw<Median>(sql, begin, end).ToListAsync(ct);
        return rows.ToDictionary(r => (r.product_id, r.code), r => TimeSpan.FromMilliseconds(Math.Round(r.ms)));
    }

    [SuppressMessage("Style", "IDE1006", Justification = "Names of columns.")]
    private sealed record Median(string product_id, string code, double ms);
}
