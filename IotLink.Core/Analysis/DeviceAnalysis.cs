using IotLink.Core.Trends;

namespace IotLink.Core.Analysis;

/// <summary>What can be said of one curve.</summary>
public sealed record DeviceAnalysis(IReadOnlyList<Unusual> Unusual, IReadOnlyList<LevelChange> Changes, IReadOnlyList<ForecastPoint> Ahead)
{
    private const int FewestSeasons = 3;

    /// <param name="season">Steps of one season.</param>
    /// <returns>null when there are fewer than three seasons.</returns>
    public static DeviceAnalysis? Of(IReadOnlyList<TrendPoint> points, TimeSpan step, int season)
    {
        if (points.Count == 0) return null;
        var start = points[0].Time;
        var values = new double[(int)Math.Round((points[^1].Time - start) / step) + 1];
        if (values.Length < FewestSeasons * season) return null;
        Array.Fill(values, double.NaN);
        foreach (var point in points) values[(int)Math.Round((point.Time - start) / step)] = point.Value;
        var scores = RobustScores.Of(values, season);
        var filled = Filled(values, season);
        int[] edges = [0, .. ChangePoints.Of(Deseasoned(filled, season)), values.Length];
        return new(
            [.. scores.Select((score, i) => new Unusual(start + (step * i), values[i], score)).Where(u => Math.Abs(u.Score) > RobustScores.Unusual)],
            [.. Enumerable.Range(1, edges.Length - 2).Select(i => new LevelChange(start + (step * edges[i]), filled[edges[i - 1]..edges[i]].Average(), filled[edges[i]..edges[i + 1]].Average()))],
            [.. HoltWinters.Fit(filled, season).Ahead(season).Select((f, i) => new ForecastPoint(start + (step * (values.Length + i)), f))]);
    }

    /// <summary>A gap is taken to be as usual at that phase.</summary>
    private static double[] Filled(double[] values, int season)
    {
        var all = RobustScores.Median(values);
        var usual = Enumerable.Range(0, season).Select(phase => RobustScores.Median(values.Where((_, i) => i % season == phase)) is var m && double.IsNaN(m) ? all : m).ToArray();
        return [.. values.Select((v, i) => double.IsNaN(v) ? usual[i % season] : v)];
    }

    private static double[] Deseasoned(double[] values, int season)
    {
        var usual = Enumerable.Range(0, season).Select(phase => RobustScores.Median(values.Where((_, i) => i % season == phase))).ToArray();
        return [.. values.Select((v, i) => v - usual[i % season])];
    }
}

/// <param name="Score">In robust standard deviations; its sign says which way.</param>
public readonly record struct Unusual(DateTimeOffset At, double Value, double Score);

/// <param name="Before">Mean until then, since the change before.</param>
/// <param name="After">Mean from then on, until the next.</param>
public readonly record struct LevelChange(DateTimeOffset At, double Before, double After);

public readonly record struct ForecastPoint(DateTimeOffset At, Forecast Forecast);
