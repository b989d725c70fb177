using IotLink.Core.Backtests;

namespace IotLink.Tests.Core.Backtests;

public sealed class RuleKnobTests
{
    private const string Text =
        """
        # a comment: 7
        productId: prod-a
        rules:
          - ruleId: hot
            condition: "metrics.tempC > limit and rpm < -12.5"
            clear: 'tempC < 70'
            parameters: {limit: 80}
            for: 30s
            severity: high
          - {ruleId: wild, change: {of: tempC, by: 20%, within: 5m}, hysteresis: 3, severity: low}
          - ruleId: often
            condition: tempC > 80
            times: 3
            within: 10m
            severity: low
        """;

    [Fact]
    public void Every_number_of_a_rule_is_found_with_its_place()
    {
        var knobs = RuleKnobs.Of(Text).Select(k => (k.Id, k.Value, k.Unit));
        Assert.Equal(
        [
            ("hot/parameters/limit", 80, KnobUnit.Plain), ("hot/condition/1", -12.5, KnobUnit.Plain), ("hot/clear/1", 70, KnobUnit.Plain), ("hot/for", 30, KnobUnit.Seconds),
            ("wild/hysteresis", 3, KnobUnit.Plain), ("wild/change/by", 20, KnobUnit.Plain), ("wild/change/within", 300, KnobUnit.Seconds),
            ("often/condition/1", 80, KnobUnit.Plain), ("often/times", 3, KnobUnit.Whole), ("often/within", 600, KnobUnit.Seconds),
        ], knobs);
    }

    [Theory]
    [InlineData("hot/parameters/limit", 75.5, "parameters: {limit: 75.5}")]
    [InlineData("hot/condition/1", 3, "\"metrics.tempC > limit and rpm < 3\"")]
    [InlineData("hot/clear/1", -4, "'tempC < -4'")]
    [InlineData("hot/for", 90, "for: 90s")]
    [InlineData("wild/change/by", 25, "by: 25%, within: 5m")]
    [InlineData("wild/change/within", 1.5, "by: 20%, within: 1.5s")]
    [InlineData("often/times", 5, "times: 5")]
    public void Another_number_stands_in_its_place_and_nothing_else_changes(string id, double value, string there)
    {
        var knob = RuleKnobs.Of(Text).Single(k => k.Id == id);
        var text = knob.Put(Text, value);
        Assert.Contains(there, text, StringComparison.Ordinal);
        var again = RuleKnobs.Of(text).Single(k => k.Id == id);
        Assert.Equal(value, again.Value);
        if (knob.Unit != KnobUnit.Seconds) Assert.Equal(Text, again.Put(text, knob.Value));
    }

    [Fact]
    public void A_count_is_whole_and_one_at_least()
    {
        var times = RuleKnobs.Of(Text).Single(k => k.Id == "often/times");
        Assert.Equal((1, 3), (times.Fit(0.2), times.Fit(2.6)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no: [closing")]
    [InlineData("ruleId: r")]
    [InlineData("condition: >\n  tempC >\n  80")]
    [InlineData("condition: \"tempC \\x3e 80\"")]
    public void What_cannot_be_turned_is_not_offered(string text) => Assert.Empty(RuleKnobs.Of(text));
}
