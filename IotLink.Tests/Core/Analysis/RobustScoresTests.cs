using IotLink.Core.Analysis;
using IotLink.Core.Trends;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Analysis;

public sealed class RobustScoresTests
{
    [Fact]
    public void A_score_is_what_the_textbook_says()
    {
        // Median 3, median deviation 1: 0.6745 * (100 - 3) / 1.
        Assert.Equal(0.6744897501960817 * 97, RobustScores.Of([1, 2, 3, 4, 100])[4], 1e-9);
        Assert.All(RobustScores.Of([5, 5, 5]), score => Assert.Equal(0, score));
        Assert.True(double.IsNaN(RobustScores.Of([1, double.NaN, 2])[1]));
    }

    [Fact]
    public void What_is_usual_at_its_hour_is_not_unusual()
    {
        var values = Enumerable.Range(0, 24 * 14).Select(i => (i % 24 == 8 ? 50.0 : 10.0) + (i % 7 * 0.1)).ToArray();
        Assert.DoesNotContain(RobustScores.Of(values, 24), score => Math.Abs(score) > RobustScores.Unusual);
        values[24 * 7] = 50;
        Assert.True(RobustScores.Of(values, 24)[24 * 7] > RobustScores.Unusual);
    }

    /// <summary>Two hundred months of hours with noise, a season and a slow drift; five peaks of five standard deviations in each.</summary>
    [Fact]
    public void Injected_peaks_are_found_and_hardly_anything_else()
    {
        var (random, hits, misses, wrong) = (new Random(5), 0, 0, 0);
        for (var run = 0; run < 200; run++)
        {
            var values = Enumerable.Range(0, 720).Select(i => 60 + (10 * Math.Sin(i * Math.PI / 12)) + (i * 0.0005) + Noise()).ToArray();
            var peaks = Enumerable.Range(0, 5).Select(i => (i * 144) + random.Next(144)).ToHashSet();
            foreach (var peak in peaks) values[peak] += random.Next(2) == 0 ? 5 : -5;
            var found = RobustScores.Of(values, 24).Select((score, i) => (score, i)).Where(s => Math.Abs(s.score) > RobustScores.Unusual).Select(s => s.i).ToHashSet();
            hits += found.Count(peaks.Contains);
            misses += peaks.Count(p => !found.Contains(p));
            wrong += found.Count(f => !peaks.Contains(f));
        }

        var (precision, recall) = ((double)hits / (hits + wrong), (double)hits / (hits + misses));
        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant($"Injected peaks of 5 sigma: precision {precision:0.000}, recall {recall:0.000}."));
        Assert.True(precision > 0.85 && recall > 0.85, FormattableString.Invariant($"{precision} {recall}"));

        double Noise() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Fact]
    public void The_level_of_a_series_is_known_to_have_changed_where_it_did()
    {
        var random = new Random(9);
        double[] values = [.. Enumerable.Range(0, 300).Select(i => (i < 100 ? 10 : i < 220 ? 13 : 8) + (2 * random.NextDouble()))];
        Assert.Equal([100, 220], ChangePoints.Of(values));
        Assert.Empty(ChangePoints.Of([.. Enumerable.Range(0, 300).Select(_ => 2 * random.NextDouble())]));
        Assert.Empty(ChangePoints.Of([.. Enumerable.Repeat(4.0, 50)]));
        Assert.Empty(ChangePoints.Of([1, 2]));
    }

    [Fact]
    public void A_curve_is_told_with_its_peaks_its_change_and_what_comes_next()
    {
        var random = new Random(4);
        var points = Enumerable.Range(0, 24 * 20).Where(i => i != 200).Select(i =>
        {
            var value = 20 + (3 * Math.Sin(i * Math.PI / 12)) + random.NextDouble() + (i == 100 ? 15 : 0) + (i >= 360 ? 4 : 0);
            return new TrendPoint(Sample.Noon.AddHours(i), value, value, value, 1);
        }).ToList();
        var told = DeviceAnalysis.Of(points, TimeSpan.FromHours(1), 24)!;
        Assert.Contains(told.Unusual, u => u.At == Sample.Noon.AddHours(100) && u.Score > 5);
        var change = Assert.Single(told.Changes, c => Math.Abs((c.At - Sample.Noon).TotalHours - 360) <= 2);
        Assert.InRange(change.After - change.Before, 3, 5);
        Assert.Equal((24, Sample.Noon.AddHours(480)), (told.Ahead.Count, told.Ahead[0].At));
        Assert.Null(DeviceAnalysis.Of([.. points.Take(50)], TimeSpan.FromHours(1), 24));
    }
}
