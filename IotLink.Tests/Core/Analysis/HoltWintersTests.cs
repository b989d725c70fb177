using IotLink.Core.Analysis;

namespace IotLink.Tests.Core.Analysis;

public sealed class HoltWintersTests
{
    /// <summary>Box, Jenkins: monthly airline passengers, 1949 to 1960, thousands.</summary>
    private static readonly double[] Passengers =
    [
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
        145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
        196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
        242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
        315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
        360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
    ];

    /// <summary>NIST/SEMATECH e-Handbook of Statistical Methods, 6.4.3.3 and 6.4.3.4: double smoothing with 0.3623 and 1.</summary>
    [Fact]
    public void The_handbooks_example_is_forecast_as_the_handbook_has_it()
    {
        double[] values = [6.4, 5.6, 7.8, 8.8, 11.0, 11.6, 16.7, 15.3, 21.6, 22.4];
        var fitted = HoltWinters.Smooth(values, 1, new(0.3623, 1, 0));
        Assert.Equal(22.8, fitted.Level, 0.05);
        Assert.Equal([25.8, 28.7, 31.7, 34.6, 37.6], fitted.Ahead(5).Select(f => Math.Round(f.Value, 1)));
    }

    [Fact]
    public void A_straight_line_with_a_season_is_forecast_as_it_goes_on()
    {
        double[] season = [3, -1, -2, 0];
        double Value(int i) => 10 + (0.5 * i) + season[i % 4];
        var ahead = HoltWinters.Fit([.. Enumerable.Range(0, 40).Select(Value)], 4).Ahead(8);
        for (var h = 0; h < 8; h++)
        {
            Assert.Equal(Value(40 + h), ahead[h].Value, 1e-6);
            Assert.InRange(Value(40 + h), ahead[h].Low - 1e-6, ahead[h].High + 1e-6);
        }
    }

    [Fact]
    public void The_last_two_years_of_a_textbook_series_are_forecast_better_than_by_the_year_before()
    {
        var (known, to) = (Passengers[..120], Passengers[120..]);
        var ahead = HoltWinters.Fit(known, 12).Ahead(24);
        var error = to.Select((x, i) => Math.Abs(x - ahead[i].Value)).Average();
        var naive = to.Select((x, i) => Math.Abs(x - known[108 + (i % 12)])).Average();
        var held = to.Where((x, i) => x >= ahead[i].Low && x <= ahead[i].High).Count();
        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant($"Airline passengers, 24 months ahead: mean error {error:0.0}, of the year before {naive:0.0}; {held} of 24 within the interval."));
        Assert.True(error < naive * 0.8, FormattableString.Invariant($"{error} against {naive}"));
    }

    [Fact]
    public void An_interval_grows_with_the_distance()
    {
        var random = new Random(3);
        var ahead = HoltWinters.Fit([.. Enumerable.Range(0, 96).Select(i => Math.Sin(i * Math.PI / 12) + random.NextDouble())], 24).Ahead(24);
        Assert.True(ahead[23].High - ahead[23].Low >= ahead[0].High - ahead[0].Low);
    }

    [Fact]
    public void Less_than_two_seasons_are_refused() => Assert.Throws<ArgumentException>(() => HoltWinters.Fit([1, 2, 3, 4, 5], 4));
}
