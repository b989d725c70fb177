namespace IotLink.Core.Trends;

/// <summary>A curve as it is drawn: no more points than there is room for.</summary>
/// <param name="Points">Ascending by time.</param>
public sealed record Trend(TrendTier Tier, IReadOnlyList<TrendPoint> Points)
{
    public static Trend Empty { get; } = new(TrendTier.Readings, []);
}

/// <param name="Time">Where the column or window begins.</param>
/// <param name="Value">The statistic that was asked for; of readings the value itself.</param>
/// <param name="Min">Smallest value within.</param>
/// <param name="Max">Largest value within.</param>
public readonly record struct TrendPoint(DateTimeOffset Time, double Value, double Min, double Max, long Count);

/// <summary>What a curve is made from.</summary>
public enum TrendTier { Readings, Hours, SixHours, Days }
