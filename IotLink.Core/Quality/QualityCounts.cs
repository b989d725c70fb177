namespace IotLink.Core.Quality;

/// <summary>What was counted of a product's readings. Each reading counts once, by the worst that happened to it.</summary>
/// <param name="Readings">Readings that were checked against a contract, those of rejected messages included.</param>
/// <param name="Rejected">Readings that went to the dead letters with their message.</param>
/// <param name="Dropped">Readings that lost a metric.</param>
/// <param name="Marked">Readings that broke a promise and kept their values.</param>
/// <param name="Expected">Required metrics of all readings together.</param>
/// <param name="Missing">Those of them that were not there.</param>
/// <param name="Checks">Looks at whether a device's data is fresh, once a minute for each promise.</param>
/// <param name="Stale">Those of them that found it stale.</param>
public record struct QualityCounts(
    long Readings, long Rejected, long Dropped, long Marked, long Expected, long Missing, long Checks, long Stale)
{
    public static QualityCounts operator +(QualityCounts a, QualityCounts b) => new(
        a.Readings + b.Readings, a.Rejected + b.Rejected, a.Dropped + b.Dropped, a.Marked + b.Marked,
        a.Expected + b.Expected, a.Missing + b.Missing, a.Checks + b.Checks, a.Stale + b.Stale);

    public static QualityCounts Sum(IEnumerable<QualityCounts> counts) => counts.Aggregate(default(QualityCounts), (a, b) => a + b);
}
