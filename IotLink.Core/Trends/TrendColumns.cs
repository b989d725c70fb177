using IotLink.Core.Aggregates;
using IotLink.Core.Expressions;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Trends;

/// <summary>Points from what the stores gave. Windows that share a column are merged, which is exact.</summary>
internal static class TrendColumns
{
    public static IReadOnlyList<TrendPoint> Of(IReadOnlyList<SeriesPoint> readings) => [.. readings.Select(p => new TrendPoint(p.Time, p.Value, p.Value, p.Value, 1))];

    /// <param name="windows">Ascending by time.</param>
    public static IReadOnlyList<TrendPoint> Of(
        IReadOnlyList<(DateTimeOffset Start, MetricAggregate Values)> windows, Statistic statistic, int columns)
    {
        if (windows.Count <= columns) return [.. windows.Select(w => PointOf(w.Start, w.Values, statistic))];
        var (points, perColumn) = (new List<TrendPoint>(columns), (windows.Count + columns - 1) / columns);
        foreach (var column in windows.Chunk(perColumn))
        {
            var together = new MetricAggregate();
            foreach (var (_, values) in column) together.Add(values);
            points.Add(PointOf(column[0].Start, together, statistic));
        }

        return points;
    }

    private static TrendPoint PointOf(DateTimeOffset start, MetricAggregate values, Statistic statistic) =>
        new(start, values.Of(statistic), values.Min, values.Max, values.Count);
}
