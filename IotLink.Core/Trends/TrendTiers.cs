using IotLink.Core.Aggregates;

namespace IotLink.Core.Trends;

/// <summary>Which data answers a question soonest and still fills the screen.</summary>
public static class TrendTiers
{
    private static readonly (TrendTier Tier, AggregateSpan Span, TimeSpan Length)[] Longest =
    [
        (TrendTier.Days, AggregateSpan.Day, TimeSpan.FromDays(1)),
        (TrendTier.SixHours, AggregateSpan.SixHours, TimeSpan.FromHours(6)),
        (TrendTier.Hours, AggregateSpan.Hour, TimeSpan.FromHours(1)),
    ];

    /// <summary>The longest windows of which there are still enough for a curve: a fifth of the columns; shorter ones otherwise.</summary>
    /// <param name="hasReadings">Whether the readings of the whole range are kept.</param>
    public static TrendTier Choose(TimeSpan range, int columns, bool hasReadings)
    {
        foreach (var (tier, _, length) in Longest)
        {
            if (range / length >= columns / 5.0) return tier;
        }

        return hasReadings ? TrendTier.Readings : TrendTier.Hours;
    }

    public static AggregateSpan SpanOf(TrendTier tier) => Longest.First(l => l.Tier == tier).Span;
}
