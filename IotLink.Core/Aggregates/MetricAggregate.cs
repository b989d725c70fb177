using IotLink.Core.Expressions;

namespace IotLink.Core.Aggregates;

/// <summary>
/// What is kept of one metric's values in one window. Merging is exact, so the same readings give the same aggregate in whatever order
/// and in however many parts they come.
/// </summary>
public sealed class MetricAggregate
{
    /// <summary>Larger values are no measurements, and their squares would be no numbers.</summary>
    public const double Largest = 1e150;

    internal ExactSum Total { get; } = new();

    internal ExactSum Squares { get; } = new();

    internal QuantileSketch Sketch { get; } = new();

    public long Count { get; internal set; }

    public double Min { get; internal set; } = double.PositiveInfinity;

    public double Max { get; internal set; } = double.NegativeInfinity;

    /// <summary>The value with the newest event time; of equal times the one further on in the stream.</summary>
    public double Last { get; internal set; } = double.NaN;

    public ReadingPlace LastAt { get; internal set; }

    public double Sum => Total.Value;

    /// <summary>Rounded once, from the exact sum.</summary>
    public double Mean => Count == 0 ? double.NaN : Moments.Mean(Total, Count);

    /// <summary>Of all values of the window, so divided by n; from exact sums, so large values with small differences do not lose it.</summary>
    public double StandardDeviation => Count == 0 ? double.NaN : Moments.StandardDeviation(Total, Squares, Count);

    public void Add(double value, ReadingPlace at)
    {
        if (!(Math.Abs(value) <= Largest)) return;
        Count++;
        Total.Add(value);
        Squares.AddProduct(value, value);
        Sketch.Add(value);
        if (value < Min) Min = value;
        if (value > Max) Max = value;
        if (Count == 1 || at.CompareTo(LastAt) >= 0) (Last, LastAt) = (value, at);
    }

    public void Add(MetricAggregate other)
    {
        if (other.Count == 0) return;
        if (Count == 0 || other.LastAt.CompareTo(LastAt) >= 0) (Last, LastAt) = (other.Last, other.LastAt);
        Count += other.Count;
        Total.Add(other.Total);
        Squares.Add(other.Squares);
        Sketch.Add(other.Sketch);
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>Within <see cref="QuantileSketch.Accuracy"/> of the value at its rank, and never outside of what was measured.</summary>
    public double Quantile(double quantile) => Count == 0 ? double.NaN : Math.Clamp(Sketch.Quantile(quantile), Min, Max);

    /// <returns>NaN when there are no values.</returns>
    public double Of(Statistic statistic) => statistic switch
    {
        Statistic.Count => Count,
        _ when Count == 0 => double.NaN,
        Statistic.Mean => Mean,
        Statistic.Min => Min,
        Statistic.Max => Max,
        Statistic.Sum => Sum,
        Statistic.Last => Last,
        Statistic.StdDev => StandardDeviation,
        Statistic.P50 => Quantile(0.50),
        Statistic.P95 => Quantile(0.95),
        Statistic.P99 => Quantile(0.99),
        _ => throw new ArgumentOutOfRangeException(nameof(statistic), statistic, null),
    };
}
