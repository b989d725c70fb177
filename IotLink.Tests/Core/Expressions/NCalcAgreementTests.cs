using System.Globalization;
using CsCheck;
using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

/// <summary>NCalc is the second opinion on everything both mean alike.</summary>
public sealed class NCalcAgreementTests
{
    private static readonly string[] Known = [.. Numbers.Names.Where(n => n is not ("absent" or "gone" or "on" or "off"))];

    [Theory]
    [InlineData("[tempC] > 80")]
    [InlineData("[tempC] > 80 and [rpm] < 1000")]
    [InlineData("[tempC] > 80 && [rpm] < 1000 || [voltage] >= 23.1")]
    [InlineData("!([tempC] > 80)")]
    [InlineData("1 + 2 * 3 - 4 / 5.0")]
    [InlineData("[tempC] * -1")]
    [InlineData("abs(-[tempC]) + min(1, 2) + max(3, 4)")]
    [InlineData("pow([vibration], 3) + sqrt([rpm]) + exp(0.5) + log10([rpm])")]
    [InlineData("if([tempC] > 80, 1, 0)")]
    [InlineData("[tempC] > 80 ? 5 : 6")]
    [InlineData("[tempC] = 84.6")]
    [InlineData("[rpm] <> 1200")]
    [InlineData("7 % 3")]
    [InlineData("1e3 + 1.5e-2")]
    [InlineData("1 < 2 and 2 < 3 or 3 < 2 and not (1 > 2)")]
    [InlineData("10 - 4 - 3 * 2 + 1")]
    public void The_language_the_lab_knows_means_the_same(string text) => Assert.Equal(TheirValue(text), OurValue(text), 1e-9);

    [Fact]
    public void Random_numbers_agree() =>
        ExpressionGen.Number(Known, 3, ours: false).Where(Short)
            .Sample(text => Assert.Equal(TheirValue(text), OurValue(text), 1e-6), iter: 1000, seed: "0000KeRDGoE6");

    [Fact]
    public void Random_conditions_agree() =>
        ExpressionGen.Condition(Known, 3, ours: false).Where(Short)
            .Sample(text => Assert.Equal(TheirValue(text), OurValue(text)), iter: 1000, seed: "0000KeRDGoE6");

    private static bool Short(string text) => text.Length < 800 && ExpressionParser.Parse(text, ExpressionDialect.Formula, []) is not null;

    private static double OurValue(string text)
    {
        var faults = new List<ExpressionFault>();
        var root = ExpressionParser.Parse(text, ExpressionDialect.Formula, faults);
        Assert.True(root is not null, $"{text}: {string.Join("\n", faults)}");
        var type = ExpressionChecker.Check(root, ExpressionDialect.Formula, ExpressionScope.AnyMetric, faults);
        Assert.True(type is not null, $"{text}: {string.Join("\n", faults)}");
        return Numbers.Compile(text, type.Value).Evaluate(Numbers.Values);
    }

    private static double TheirValue(string text)
    {
        var expression = new NCalc.Expression(text, NCalc.EvaluateOptions.IgnoreCase);
        foreach (var name in Known) expression.Parameters[name] = Numbers.Values[Numbers.SlotOf(name)!.Value];
        var value = expression.Evaluate();
        return value is bool truth ? truth ? 1 : 0 : Convert.ToDouble(value, CultureInfo.InvariantCulture);
    }
}
