using System.Globalization;
using IotLink.Portal.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Portal.Localization;

public sealed class WordingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 5, 3, 21, 184, TimeSpan.Zero);
    private readonly SiteClock _clock = new(new FakeTimeProvider(At), Options.Create(new SiteOptions()));

    [Fact]
    public void A_time_is_the_sites_own_on_a_24_hour_clock()
    {
        Assert.Equal("14:03:21", _clock.Time(At));
        Assert.Equal("14:03:21.184", _clock.MachineTime(At));
        Assert.Equal("2026-11-23 (\uc6d4) 14:03:21", In("ko", () => _clock.DateTime(At)));
        Assert.Equal("Mon 23 Nov 2026, 14:03:21", In("en", () => _clock.DateTime(At)));
    }

    [Fact]
    public void A_measure_has_the_dictionarys_decimals_and_a_thin_space()
    {
        Assert.Equal("84.6\u202f\u00b0C", In("ko", () => Numbers.Measure(84.6, 1, "degC")));
        Assert.Equal("1,000\u202frpm", In("en", () => Numbers.Measure(1000, 0, "rpm")));
        Assert.Equal("2.125", In("en", () => Numbers.Measure(2.125)));
    }

    private static string In(string language, Func<string> make)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return make();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
