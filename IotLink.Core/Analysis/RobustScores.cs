namespace IotLink.Core.Analysis;

/// <summary>
/// How far values are from what is usual, in robust standard deviations: median and median deviation, which the unusual values themselves
/// hardly move. Where there is a season, a value is compared with those of the same phase.
/// </summary>
public static class RobustScores
{
    /// <summary>Beyond this a value is unusual (Iglewicz and Hoaglin 1993).</summary>
    public const double Unusual = 3.5;

    /// <summary>Makes the median deviation of normal values their standard deviation.</summary>
    private const double Normal = 0.6744897501960817;

    /// <param name="values">In even steps; NaN where there is none.</param>
    /// <param name="season">Steps of one season, such as 24 for hours of a day; 1 for none.</param>
    /// <returns>One score for each value; NaN where there is none, 0 where nothing ever varies.</returns>
    public static double[] Of(IReadOnlyList<double> values, int season = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        var rest = values.ToArray();
        for (var phase = 0; phase < season; phase++)
        {
            var usual = Median(rest.Where((_, i) => i % season == phase));
            for (var i = phase; i < rest.Length; i += season) rest[i] -= usual;
        }

        var middle = Median(rest);
        var deviation = Median(rest.Select(r => Math.Abs(r - middle)));
        return [.. rest.Select(r => double.IsNaN(r) ? double.NaN : deviation == 0 ? (r == middle ? 0 : Math.Sign(r - middle) * double.PositiveInfinity) : Normal * (r - middle) / deviation)];
    }

    /// <summary>Of those that are numbers; NaN when none is.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        if (sorted.Length == 0) return double.NaN;
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
