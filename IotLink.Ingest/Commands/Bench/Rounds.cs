namespace IotLink.Ingest.Commands.Bench;

/// <summary>Own and reference in turn, so that a noisy minute of the machine falls on both; the median counts.</summary>
internal static class Rounds
{
    public static async Task<(double Reference, double Own)> AlternateAsync(int rounds, Func<Task<double>> reference, Func<Task<double>> own)
    {
        var (theirs, ours) = (new List<double>(rounds), new List<double>(rounds));
        for (var i = 0; i < rounds; i++)
        {
            theirs.Add(await reference());
            ours.Add(await own());
        }

        return (Median(theirs), Median(ours));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
