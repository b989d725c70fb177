namespace IotLink.Core.Analysis;

/// <summary>
/// Exponential smoothing of level, trend and season, additive (Holt 1957, Winters 1960): forecasts with an interval, and the parameters
/// that would have forecast the past best.
/// </summary>
/// <param name="Season">The newest season's offsets, in order of the steps to come.</param>
/// <param name="Sigma">Standard deviation of the one-step errors.</param>
public sealed record HoltWinters(SmoothingWeights Weights, double Level, double Trend, IReadOnlyList<double> Season, double Sigma)
{
    /// <param name="values">In even steps, without gaps; at least two seasons.</param>
    /// <param name="season">Steps of one season; 1 for none.</param>
    public static HoltWinters Fit(IReadOnlyList<double> values, int season)
    {
        var best = Smooth(values, season, new(0.3, 0.1, 0.1));
        // Coordinates in turn, in ever smaller steps: the error is smooth in each.
        for (var step = 0.2; step > 0.004; step /= 2)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                foreach (var tried in best.Weights.Around(step, hasSeason: season > 1))
                {
                    if (Smooth(values, season, tried) is { } other && other.Sigma < best.Sigma * (1 - 1e-9)) (best, moved) = (other, true);
                }
            }
        }

        return best;
    }

    /// <summary>With given weights. Level and trend begin with the first two seasons' means, the season with the first season's offsets; without a season with the first value and the first steps' mean.</summary>
    public static HoltWinters Smooth(IReadOnlyList<double> values, int season, SmoothingWeights weights)
    {
        if (values.Count < Math.Max(3, 2 * season)) throw new ArgumentException($"{values.Count} values, expected at least two seasons of {season}.", nameof(values));
        var (first, second) = (values.Take(season).Average(), values.Skip(season).Take(season).Average());
        var trend = season == 1 ? Start(values) : (second - first) / season;
        var level = season == 1 ? values[0] : first + (trend * (season - 1) / 2);
        double[] offsets = [.. Enumerable.Range(0, season).Select(i => season == 1 ? 0 : values[i] - (first + ((i - ((season - 1) / 2.0)) * trend)))];
        var (squares, from) = (0.0, season);
        for (var i = from; i < values.Count; i++)
        {
            var (expected, before) = (level + trend + offsets[i % season], level);
            var error = values[i] - expected;
            squares += error * error;
            level = (weights.Level * (values[i] - offsets[i % season])) + ((1 - weights.Level) * (level + trend));
            trend = (weights.Trend * (level - before)) + ((1 - weights.Trend) * trend);
            if (season > 1) offsets[i % season] = (weights.Season * (values[i] - level)) + ((1 - weights.Season) * offsets[i % season]);
        }

        var next = values.Count % season;
        return new(weights, level, trend, [.. Enumerable.Range(0, season).Select(i => offsets[(next + i) % season])], Math.Sqrt(squares / Math.Max(1, values.Count - from)));
    }

    private static double Start(IReadOnlyList<double> values) => Math.Min(3, values.Count - 1) is var steps ? (values[steps] - values[0]) / steps : 0;

    /// <param name="steps">How far ahead.</param>
    /// <param name="z">How wide the interval is, in standard deviations: 1.96 holds 95 % when errors are normal.</param>
    public IReadOnlyList<Forecast> Ahead(int steps, double z = 1.96)
    {
        var (forecasts, variance) = (new List<Forecast>(steps), 1.0);
        for (var h = 1; h <= steps; h++)
        {
            var (value, half) = (Level + (h * Trend) + Season[(h - 1) % Season.Count], z * Sigma * Math.Sqrt(variance));
            forecasts.Add(new(value, value - half, value + half));
            var spread = Weights.Level * (1 + (h * Weights.Trend)) + (Season.Count > 1 && h % Season.Count == 0 ? Weights.Season * (1 - Weights.Level) : 0);
            variance += spread * spread;
        }

        return forecasts;
    }
}

/// <param name="Level">How fast the level follows, 0 to 1; the others likewise.</param>
public readonly record struct SmoothingWeights(double Level, double Trend, double Season)
{
    internal IEnumerable<SmoothingWeights> Around(double step, bool hasSeason)
    {
        yield return this with { Level = Math.Clamp(Level + step, 0.001, 0.999) };
        yield return this with { Level = Math.Clamp(Level - step, 0.001, 0.999) };
        yield return this with { Trend = Math.Clamp(Trend + step, 0, 0.999) };
        yield return this with { Trend = Math.Clamp(Trend - step, 0, 0.999) };
        if (!hasSeason) yield break;
        yield return this with { Season = Math.Clamp(Season + step, 0, 0.999) };
        yield return this with { Season = Math.Clamp(Season - step, 0, 0.999) };
    }
}

/// <param name="Low">The interval's lower end.</param>
public readonly record struct Forecast(double Value, double Low, double High);
