namespace IotLink.Core.Aggregates;

/// <summary>
/// How values are spread, to within <see cref="Accuracy"/> of each value: a DDSketch (Masson, Rim, Lee 2019). Values are counted in
/// bins whose bounds grow by a constant factor, so merging is adding counts: any order gives the same sketch.
/// </summary>
public sealed class QuantileSketch
{
    /// <summary>A quantile is at most this part of itself away from the value at its rank.</summary>
    public const double Accuracy = 0.01;

    /// <summary>Smaller values are counted as zero.</summary>
    public const double Least = 1e-12;

    private const double Growth = (1 + Accuracy) / (1 - Accuracy);

    private static readonly double Scale = 1 / Math.Log(Growth);

    internal SketchBins Positive { get; } = new();

    internal SketchBins Negative { get; } = new();

    internal long Zeros { get; set; }

    public long Count => Positive.Total + Negative.Total + Zeros;

    public void Add(double value)
    {
        if (value > Least) Positive.Add(BinOf(value), 1);
        else if (value < -Least) Negative.Add(BinOf(-value), 1);
        else Zeros++;
    }

    public void Add(QuantileSketch other)
    {
        Positive.Add(other.Positive);
        Negative.Add(other.Negative);
        Zeros += other.Zeros;
    }

    /// <summary>The value below which about this part of all values lies: the one at rank <c>quantile * (n - 1)</c>, rounded down.</summary>
    /// <returns>NaN when there are no values.</returns>
    public double Quantile(double quantile)
    {
        if (Count == 0) return double.NaN;
        var rank = (long)Math.Floor(quantile * (Count - 1));
        if (rank < Negative.Total) return -ValueOf(Negative.At(Negative.Total - 1 - rank));
        rank -= Negative.Total;
        return rank < Zeros ? 0 : ValueOf(Positive.At(rank - Zeros));
    }

    private static int BinOf(double size) => (int)Math.Ceiling(Math.Log(size) * Scale);

    /// <summary>The point of a bin that is equally far, in parts, from both of its bounds.</summary>
    private static double ValueOf(int bin) => 2 * Math.Pow(Growth, bin) / (Growth + 1);
}
