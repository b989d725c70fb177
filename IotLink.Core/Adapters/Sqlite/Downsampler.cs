using IotLink.Core.Telemetry;

namespace IotLink.Core.Adapters.Sqlite;

/// <summary>Fewer points for a chart that still shows every spike: of each column of time the smallest and the largest stay.</summary>
internal static class Downsampler
{
    /// <param name="points">Ascending by time, all within the range.</param>
    public static List<SeriesPoint> MinMax(List<SeriesPoint> points, DateTimeOffset from, DateTimeOffset to, int maxPoints)
    {
        if (points.Count <= maxPoints) return points;
        var columns = Math.Max(1, maxPoints / 2);
        var width = Math.Max(1, ((to - from).Ticks / columns) + 1);
        var kept = new List<SeriesPoint>(columns * 2);
        for (var start = 0; start < points.Count;)
        {
            var column = (points[start].Time - from).Ticks / width;
            var (low, high, end) = (start, start, start + 1);
            for (; end < points.Count && (points[end].Time - from).Ticks / width == column; end++)
            {
                if (points[end].Value < points[low].Value) low = end;
                if (points[end].Value > points[high].Value) high = end;
            }

            kept.Add(points[Math.Min(low, high)]);
            if (low != high && maxPoints > 1) kept.Add(points[Math.Max(low, high)]);
            start = end;
        }

        return kept;
    }
}
