using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("80", 80)]
    [InlineData("0.5", 0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("1e3", 1000)]
    [InlineData("1.5E-3", 0.0015)]
    [InlineData("0x1F", 31)]
    [InlineData("0b101", 5)]
    [InlineData("tempC", 84.6)]
    [InlineData("metrics.tempC", 84.6)]
    [InlineData("[metrics.tempC]", 84.6)]
    [InlineData("[pm2.5]", 17.5)]
    [InlineData("{pm2.5}", 17.5)]
    [InlineData("metrics.[pm2.5]", 17.5)]
    [InlineData("[pm2.5].max", 17.5)]
    [InlineData("tempC.max - tempC.Min", 0)]
    [InlineData("_index + 1", 4)]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("100 / 10 / 2", 5)]
    [InlineData("7 / 2", 3.5)]
    [InlineData("7 // 2", 3)]
    [InlineData("-7 // 2", -4)]
    [InlineData("7 % 3", 1)]
    [InlineData("-7 % 3", 2)]
    [InlineData("7 % -3", -2)]
    [InlineData("6 % 3", 0)]
    [InlineData("-3 + 5", 2)]
    [InlineData("--3", 3)]
    [InlineData("2 * -3", -6)]
    [InlineData("-(2 + 3)", -5)]
    [InlineData("1 / zero", double.NaN)]
    [InlineData("1 // zero", double.NaN)]
    [InlineData("1 % zero", double.NaN)]
    [InlineData("abs(-3)", 3)]
    [InlineData("Abs(-3)", 3)]
    [InlineData("min(3, 1)", 1)]
    [InlineData("min(3, 1, 2, 0)", 0)]
    [InlineData("max(3, 1, 7)", 7)]
    [InlineData("max(1, absent)", double.NaN)]
    [InlineData("clamp(120, 0, 100)", 100)]
    [InlineData("clamp(-1, 0, 100)", 0)]
    [InlineData("clamp(50, 0, 100)", 50)]
    [InlineData("clamp(50, 100, 0)", double.NaN)]
    [InlineData("round(2.5)", 3)]
    [InlineData("round(-2.5)", -3)]
    [InlineData("round(26.349, 1)", 26.3)]
    [InlineData("round(1, 99)", double.NaN)]
    [InlineData("floor(-1.5)", -2)]
    [InlineData("ceil(1.2)", 2)]
    [InlineData("trunc(-1.7)", -1)]
    [InlineData("sign(-4)", -1)]
    [InlineData("sign(0)", 0)]
    [InlineData("sqrt(16)", 4)]
    [InlineData("sqrt(-1)", double.NaN)]
    [InlineData("pow(2, 10)", 1024)]
    [InlineData("pow(10, 999)", double.NaN)]
    [InlineData("pow(absent, 0)", double.NaN)]
    [InlineData("ln(1)", 0)]
    [InlineData("ln(0)", double.NaN)]
    [InlineData("log10(1000)", 3)]
    [InlineData("exp(0)", 1)]
    [InlineData("if(tempC > 80, 1, 2)", 1)]
    [InlineData("IF(tempC > 90, 1, 2)", 2)]
    [InlineData("tempC > 80 ? 1 : 2", 1)]
    [InlineData("tempC > 90 ? 1 : rpm > 1000 ? 2 : 3", 2)]
    [InlineData("if(absent > 1, 1, 2)", double.NaN)]
    [InlineData("if(on, 5, 1 / zero)", 5)]
    [InlineData("absent + 1", double.NaN)]
    [InlineData("absent * 0", double.NaN)]
    [InlineData("clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100)", 47.8)]
    [InlineData("  tempC\n  +\t1 ", 85.6)]
    public void A_number_comes_out(string text, double expected)
    {
        var compiled = Numbers.Compile(text, ExpressionKind.Number);
        Assert.Equal(expected, compiled.Evaluate(Numbers.Values), 1e-9);
        Assert.Equal(expected, Numbers.Interpret(compiled.Root), 1e-9);
        Assert.Equal(!double.IsNaN(expected), compiled.IsKnown(Numbers.Values));
    }

    [Theory]
    [InlineData("metrics.tempC > 80", true)]
    [InlineData("tempC > 84.6", false)]
    [InlineData("tempC >= 84.6", true)]
    [InlineData("tempC < 84.6", false)]
    [InlineData("tempC <= 84.6", true)]
    [InlineData("rpm == 1200", true)]
    [InlineData("rpm = 1200", true)]
    [InlineData("rpm != 1200", false)]
    [InlineData("rpm <> 1201", true)]
    [InlineData("true", true)]
    [InlineData("False", false)]
    [InlineData("on", true)]
    [InlineData("off", false)]
    [InlineData("not on", false)]
    [InlineData("!off", true)]
    [InlineData("on == true", true)]
    [InlineData("off == true", false)]
    [InlineData("off != on", true)]
    [InlineData("tempC > 80 and rpm > 1000", true)]
    [InlineData("tempC > 80 && rpm > 2000", false)]
    [InlineData("tempC > 90 or rpm > 1000", true)]
    [InlineData("tempC > 90 || rpm > 2000", false)]
    [InlineData("tempC > 80 AND NOT (rpm > 2000)", true)]
    [InlineData("not tempC > 80", false)]
    [InlineData("not tempC > 90 and on", true)]
    [InlineData("!(tempC > 80)", false)]
    [InlineData("true or false and false", true)]
    [InlineData("1 < 2 == true", true)]
    [InlineData("(1 < 2) == (2 > 3)", false)]
    [InlineData("1 + 1 == 2 and 2 * 2 > 3", true)]
    [InlineData("if(on, tempC > 80, false)", true)]
    [InlineData("off ? true : rpm > 1000", true)]
    [InlineData("tempC * 2 > rpm / 10", true)]
    [InlineData("absent > 80", null)]
    [InlineData("absent <= 80", null)]
    [InlineData("absent == 80", null)]
    [InlineData("absent != 80", null)]
    [InlineData("absent == gone", null)]
    [InlineData("absent", null)]
    [InlineData("not absent", null)]
    [InlineData("not absent > 3", null)]
    [InlineData("absent > 80 or on", true)]
    [InlineData("on or absent > 80", true)]
    [InlineData("off or absent > 80", null)]
    [InlineData("off and absent > 80", false)]
    [InlineData("absent > 80 and off", false)]
    [InlineData("absent > 80 and on", null)]
    [InlineData("if(absent > 1, true, false)", null)]
    [InlineData("if(absent > 1, true, false) or on", true)]
    [InlineData("(absent > 1) == true", null)]
    [InlineData("1 / zero > 5", null)]
    public void A_condition_holds_fails_or_is_not_known(string text, bool? expected)
    {
        var compiled = Numbers.Compile(text, ExpressionKind.Boolean, ExpressionDialect.Rule);
        Assert.Equal(expected is true, compiled.Test(Numbers.Values));
        Assert.Equal(expected is false, compiled.Fails(Numbers.Values));
        Assert.Equal(expected is not null, compiled.IsKnown(Numbers.Values));
        Assert.Equal(expected is { } known ? known ? 1 : 0 : double.NaN, Numbers.Interpret(compiled.Root));
    }

    [Theory]
    [InlineData("0xF0 & 0x3C", 0x30)]
    [InlineData("0xF0 | 0x0F", 0xFF)]
    [InlineData("0xF0 ^ 0xFF", 0x0F)]
    [InlineData("1 << 40", 1099511627776)]
    [InlineData("256 >> 4", 16)]
    [InlineData("-1 >> 70", -1)]
    [InlineData("1 << 64", 0)]
    [InlineData("1 << -1", double.NaN)]
    [InlineData("~0", -1)]
    [InlineData("rpm & 0xF | 1", 1)]
    [InlineData("absent & 1", double.NaN)]
    public void A_spec_may_work_on_bits(string text, double expected)
    {
        var compiled = Numbers.Compile(text, ExpressionKind.Number, ExpressionDialect.Spec);
        Assert.Equal(expected, compiled.Evaluate(Numbers.Values));
        Assert.Equal(expected, Numbers.Interpret(compiled.Root));
    }

    [Theory]
    [InlineData("rpm & 16", true)]
    [InlineData("rpm & 15", false)]
    [InlineData("rpm & 0x10 == 16", true)]
    [InlineData("rpm & 16 and not (rpm & 15)", true)]
    [InlineData("on == 1", true)]
    [InlineData("absent & 1", null)]
    public void A_spec_may_take_a_number_for_a_condition(string text, bool? expected)
    {
        var compiled = Numbers.Compile(text, ExpressionKind.Boolean, ExpressionDialect.Spec);
        Assert.Equal(expected is true, compiled.Test(Numbers.Values));
        Assert.Equal(expected is false, compiled.Fails(Numbers.Values));
    }

    [Fact]
    public void A_metric_beyond_the_readings_slots_is_absent()
    {
        var compiled = Numbers.Compile("tempC > 80 or zero > 5", ExpressionKind.Boolean);
        Assert.True(compiled.Test(Numbers.Values.AsSpan(0, 1)));
        Assert.False(Numbers.Compile("zero < 5", ExpressionKind.Boolean).Test(Numbers.Values.AsSpan(0, 1)));
        Assert.False(Numbers.Compile("zero > 5", ExpressionKind.Boolean).Fails([]));
    }

    [Fact]
    public void The_slots_an_expression_reads_are_listed_once_and_ascending() =>
        Assert.Equal([0, 1, 4], Numbers.Compile("[pm2.5] + rpm + tempC * tempC", ExpressionKind.Number).Slots);
}
