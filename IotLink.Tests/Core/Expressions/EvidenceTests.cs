using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData("metrics.tempC > 80", "tempC 84.6 > 80")]
    [InlineData("tempC>80&&(rpm<100||vibration>=0.3)", "tempC 84.6 > 80 and (rpm 1200 < 100 or vibration 0.3 >= 0.3)")]
    [InlineData("not tempC = 80", "not tempC 84.6 == 80")]
    [InlineData("(not on) == off", "(not on 1) == off 0")]
    [InlineData("not (on and off)", "not (on 1 and off 0)")]
    [InlineData("-(tempC + 1) * 2 < 0", "-(tempC 84.6 + 1) * 2 < 0")]
    [InlineData("10 - (4 - 3) > absent", "10 - (4 - 3) > absent absent")]
    [InlineData("Max(tempC, [pm2.5]) > 3 ? on : off", "if(max(tempC 84.6, pm2.5 17.5) > 3, on 1, off 0)")]
    public void The_numbers_are_put_in(string condition, string evidence)
    {
        var compiled = Numbers.Compile(condition, ExpressionKind.Boolean);
        Assert.Equal(evidence, compiled.WithValues(slot => double.IsNaN(Numbers.Values[slot]) ? null : ExpressionPrinter.Number(Numbers.Values[slot])));
    }
}
