using IotLink.Core.Trends;

namespace IotLink.Tests.Core.Trends;

public sealed class TrendTierTests
{
    [Theory]
    [InlineData(1, 1000, true, TrendTier.Readings)]
    [InlineData(24 * 10, 1000, true, TrendTier.Hours)]
    [InlineData(24 * 5, 1000, true, TrendTier.Readings)]
    [InlineData(24 * 5, 1000, false, TrendTier.Hours)]
    [InlineData(24 * 30, 1000, true, TrendTier.Hours)]
    [InlineData(24 * 60, 1000, false, TrendTier.SixHours)]
    [InlineData(24 * 365, 1000, false, TrendTier.Days)]
    [InlineData(24 * 30, 100, false, TrendTier.Days)]
    public void The_longest_windows_that_still_fill_the_screen_answer(int hours, int columns, bool hasReadings, TrendTier expected) =>
        Assert.Equal(expected, TrendTiers.Choose(TimeSpan.FromHours(hours), columns, hasReadings));
}
