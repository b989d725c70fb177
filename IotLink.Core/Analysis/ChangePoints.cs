namespace IotLink.Core.Analysis;

/// <summary>
/// Where the level of a series changed for good: the split into pieces of constant mean that costs least, each piece a penalty
/// (Killick, Fearnhead, Eckley 2012). Noise is estimated from the differences of neighbours, which a change of level does not move.
/// </summary>
public static class ChangePoints
{
    /// <param name="values">In even steps, without gaps.</param>
    /// <param name="penalty">How much better a further piece must be, in noise variances times the logarithm of the length.</param>
    /// <param name="least">Steps of the shortest piece.</param>
    /// <returns>Where pieces begin, but the first; ascending.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<double> values, double penalty = 4, int least = 3)
    {
        var n = values.Count;
        if (n < 2 * least) return [];
        var (sums, squares) = (new double[n + 1], new double[n + 1]);
        var middle = values.Average();
        for (var i = 0; i < n; i++)
        {
            var x = values[i] - middle;
            (sums[i + 1], squares[i + 1]) = (sums[i] + x, squares[i] + (x * x));
        }

        var noise = RobustScores.Median(Enumerable.Range(1, n - 1).Select(i => Math.Abs(values[i] - values[i - 1]))) / (0.6744897501960817 * Math.Sqrt(2));
        var cost = Math.Max(penalty * noise * noise * Math.Log(n), 1e-12 * (1 + squares[n]));
        var (best, from, starts) = (new double[n + 1], new int[n + 1], new List<int> { 0 });
        Array.Fill(best, double.PositiveInfinity);
        best[0] = -cost;
        for (var end = least; end <= n; end++)
        {
            foreach (var start in starts)
            {
                var total = best[start] + Cost(start, end) + cost;
                if (total < best[end]) (best[end], from[end]) = (total, start);
            }

            // A start that is worse than the best end by more than a piece costs never comes back.
            starts.RemoveAll(start => best[start] + Cost(start, end) > best[end]);
            if (end - least + 1 >= least) starts.Add(end - least + 1);
        }

        var found = new List<int>();
        for (var end = from[n]; end > 0; end = from[end]) found.Insert(0, end);
        return found;

        double Cost(int start, int end) => squares[end] - squares[start] - ((sums[end] - sums[start]) * (sums[end] - sums[start]) / (end - start));
    }
}
