using IotLink.Core.Alarms.Quality;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Alarms;

/// <summary>What the page says of a rule, against the same counted by hand.</summary>
public sealed class RuleQualityTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Theory]
    [InlineData(9, 9, 9, 0, 0, 0, RuleAdvice.TooFew)] // one alarm short of saying anything
    [InlineData(10, 10, 9, 0, 0, 0, RuleAdvice.Retire)] // nobody acts on it
    [InlineData(10, 10, 9, 0, 1, 0, RuleAdvice.Tune)] // nobody acts, but somebody called one useful
    [InlineData(10, 9, 9, 0, 0, 0, RuleAdvice.Tune)] // not enough of them are over
    [InlineData(20, 20, 0, 0, 0, 5, RuleAdvice.Retire)] // five verdicts, none useful
    [InlineData(20, 20, 0, 0, 0, 4, RuleAdvice.Keep)] // four verdicts are not enough
    [InlineData(20, 20, 0, 0, 1, 4, RuleAdvice.Tune)] // 20 % useful
    [InlineData(20, 20, 0, 0, 3, 2, RuleAdvice.Keep)] // 60 % useful
    [InlineData(20, 20, 0, 4, 3, 2, RuleAdvice.Steady)] // every fifth one flaps
    [InlineData(20, 20, 0, 3, 3, 2, RuleAdvice.Keep)]
    [InlineData(20, 20, 10, 0, 0, 0, RuleAdvice.Tune)] // half of them nobody looks at
    [InlineData(20, 20, 9, 0, 0, 0, RuleAdvice.Keep)]
    [InlineData(351, 351, 0, 0, 0, 0, RuleAdvice.Tune)] // more than 50 a day
    [InlineData(350, 350, 0, 0, 0, 0, RuleAdvice.Keep)]
    public void Advice_follows_from_the_numbers(int alarms, int over, int unacknowledged, int flapping, int useful, int useless, RuleAdvice advice)
    {
        var rule = Rule(alarms, over, unacknowledged, flapping, useful, useless);
        Assert.Equal(advice, rule.Advice(Week));
        Assert.Equal(alarms / 7.0, rule.PerDay(Week), 12);
        Assert.Equal(unacknowledged / (double)over, rule.NeverAcknowledged);
        Assert.Equal(useful + useless == 0 ? null : useful / (double)(useful + useless), rule.Precision);
    }

    [Fact]
    public void Shares_of_nothing_are_not_nought()
    {
        var rule = Rule(3, 0, 0, 0, 0, 0);
        Assert.Null(rule.NeverAcknowledged);
        Assert.Null(rule.Precision);
    }

    private static RuleQuality Rule(int alarms, int over, int unacknowledged, int flapping, int useful, int useless) =>
        new(Sample.Product("prod-a"), "hot", "Hot", alarms, over, unacknowledged, flapping, 0, useful, useless, null, null);
}
