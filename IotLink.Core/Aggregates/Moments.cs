namespace IotLink.Core.Aggregates;

/// <summary>Mean and spread from exact sums.</summary>
internal static class Moments
{
    /// <summary>The quotient, corrected by what its rounding left over.</summary>
    public static double Mean(ExactSum sum, long count)
    {
        var first = sum.Value / count;
        if (!double.IsFinite(first) || first == 0) return first;
        var rest = new ExactSum();
        rest.Add(sum);
        rest.AddProduct(-first, count);
        return first + (rest.Value / count);
    }

    /// <summary><c>n * sum of squares - square of the sum</c> is computed without rounding; only division and root round.</summary>
    public static double StandardDeviation(ExactSum sum, ExactSum squares, long count)
    {
        var (parts, spread) = (sum.Parts(), new ExactSum());
        foreach (var part in squares.Parts()) spread.AddProduct(part, count);
        foreach (var a in parts)
        {
            foreach (var b in parts) spread.AddProduct(-a, b);
        }

        return Math.Sqrt(Math.Max(0, spread.Value)) / count;
    }
}
