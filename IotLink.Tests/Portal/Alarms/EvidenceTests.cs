using IotLink.Portal.Features.Alarms;

namespace IotLink.Tests.Portal.Alarms;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData("tempC 84.6 > 80", "tempC", 84.6, 80)]
    [InlineData("pressure.bar -1.5 <= -1", "pressure.bar", -1.5, -1)]
    [InlineData("tempC 84.6 > 80 and rpm 0 == 0", "tempC", 84.6, 80)]
    public void The_first_comparison_names_the_curve_and_its_limit(string text, string metric, double value, double limit) =>
        Assert.Equal(new(metric, value, limit), Evidence.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("door open")]
    public void What_compares_nothing_draws_nothing(string text) => Assert.Null(Evidence.Read(text));
}
