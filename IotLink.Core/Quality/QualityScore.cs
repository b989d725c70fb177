namespace IotLink.Core.Quality;

/// <summary>
/// How good a product's data is, 0 to 100. The weighted mean of three parts; a part about which nothing is known is left out.
/// <code>
/// validity      3   1 - (rejected + 0.5 dropped + 0.25 marked) / readings
/// completeness  1   1 - missing / expected
/// freshness     1   1 - stale / checks
/// </code>
/// Rounded down to a tenth: 100 means without a fault.
/// </summary>
public sealed record QualityScore(double Value, double? Validity, double? Completeness, double? Freshness)
{
    /// <returns>null when nothing was counted.</returns>
    public static QualityScore? Of(QualityCounts counts)
    {
        var validity = Share(counts.Readings, counts.Rejected + (0.5 * counts.Dropped) + (0.25 * counts.Marked));
        var completeness = Share(counts.Expected, counts.Missing);
        var freshness = Share(counts.Checks, counts.Stale);
        var parts = new[] { (3, validity), (1, completeness), (1, freshness) }.Where(p => p.Item2 is not null).ToList();
        if (parts.Count == 0) return null;
        var mean = parts.Sum(p => p.Item1 * p.Item2!.Value) / parts.Sum(p => p.Item1);
        return new(Math.Floor(Math.Round(mean * 1000, 6)) / 10, validity, completeness, freshness);
    }

    private static double? Share(long of, double bad) => of == 0 ? null : Math.Max(0, 1 - (bad / of));
}
