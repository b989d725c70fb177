using CsCheck;
using IotLink.Core.Expressions;

namespace IotLink.Tests.Core.Expressions;

public sealed class SlotRangeTests
{
    private static readonly double[] Edges =
        [double.NaN, double.NegativeInfinity, -80.5, -1, -0.0, 0, double.Epsilon, 1, 79, 80, double.BitIncrement(80), double.BitDecrement(80), 1e300];

    [Theory]
    [InlineData("metrics.a > 80")]
    [InlineData("metrics.a >= 80")]
    [InlineData("80 > metrics.a")]
    [InlineData("80 >= metrics.a")]
    [InlineData("metrics.a < -80.5")]
    [InlineData("metrics.a <= -80.5")]
    [InlineData("0 < metrics.a")]
    [InlineData("metrics.a == 0")]
    public void A_comparison_with_a_number_holds_exactly_where_its_range_says(string condition)
    {
        var compiled = Compile(condition);
        Assert.Equal(0, compiled.Needs.Slot);
        Assert.All(Edges, value => Assert.Equal(compiled.Test([value]), compiled.Needs.Admits([value])));
    }

    [Theory]
    [InlineData("metrics.a != 80")]
    [InlineData("metrics.a > metrics.b")]
    [InlineData("metrics.a > 80 or metrics.b > 1")]
    [InlineData("not (metrics.a > 80)")]
    [InlineData("metrics.a + 1 > 80")]
    [InlineData("true")]
    public void What_is_no_comparison_with_a_number_is_always_asked(string condition)
    {
        var needs = Compile(condition).Needs;
        Assert.Equal(SlotRange.Any, needs);
        Assert.True(needs.Admits([]));
    }

    [Fact]
    public void Of_comparisons_joined_by_and_the_first_with_a_number_is_needed()
    {
        Assert.Equal(new(1, 5, 5), Compile("metrics.a > metrics.b and metrics.b == 5 and metrics.a > 1").Needs);
    }

    [Fact]
    public void A_slot_that_is_not_there_yet_admits_nothing()
    {
        Assert.False(Compile("metrics.b > 1").Needs.Admits([2]));
    }

    [Fact]
    public void No_condition_holds_where_its_range_says_it_cannot()
    {
        var value = Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]);
        var comparison = Gen.Select(
            OneOf("metrics.a", "metrics.b"), OneOf(">", ">=", "<", "<=", "==", "!="), OneOf("80", "-80.5", "0", "1", "metrics.b"),
            (left, sign, right) => $"{left} {sign} {right}");
        var condition = Gen.Select(comparison, OneOf("and", "or"), comparison, Gen.Bool, (a, join, b, not) => $"{(not ? "not " : "")}({a}) {join} ({b})");
        Gen.Select(condition, value, value).Sample(
            (text, a, b) =>
            {
                var compiled = Compile(text);
                return compiled.Needs.Admits([a, b]) || !compiled.Test([a, b]);
            },
            iter: 500);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static CompiledExpression Compile(string condition)
    {
        var faults = new List<ExpressionFault>();
        var compiled = CompiledExpression.Compile(
            condition, ExpressionDialect.Rule, ExpressionKind.Boolean, name => name == "a" ? 0 : 1, faults);
        Assert.Empty(faults);
        return compiled!;
    }
}
