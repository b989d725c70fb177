using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;

namespace IotLink.Tests.Core.Rules;

public sealed class RulesetDocumentTests
{
    private const string Domain = """
        ruleId: "temp-threshold-prod-a"
        productId: "prod-a"
        type: "threshold"
        condition: "metrics.tempC > 80"
        severity: "high"
        autoAction: "restart-fan"
        """;

    private readonly MetricSchema _schema = new(ProductId.Parse("prod-a", null));

    [Fact]
    public void The_domain_pages_rule_is_accepted_as_it_stands()
    {
        var rule = Assert.Single(Compile(Domain).Rules);
        Assert.Equal(("temp-threshold-prod-a", Severity.High, AlarmClass.Immediate, "restart-fan", "tempC > 80", "metrics.tempC > 80"),
            (rule.RuleId, rule.Severity, rule.Class, rule.AutoAction, rule.Title, rule.ConditionText));
    }

    [Theory]
    [InlineData("critical", AlarmClass.Immediate)]
    [InlineData("high", AlarmClass.Immediate)]
    [InlineData("medium", AlarmClass.Monitoring)]
    [InlineData("low", AlarmClass.Informational)]
    [InlineData("info", AlarmClass.Informational)]
    [InlineData("info, class: immediate", AlarmClass.Immediate)]
    public void The_class_follows_from_the_severity_unless_it_is_said(string severity, AlarmClass expected) =>
        Assert.Equal(expected, Compile($"{{ruleId: r, productId: prod-a, condition: tempC > 1, severity: {severity}}}").Rules[0].Class);

    [Fact]
    public void A_title_may_be_one_text_or_one_for_each_language()
    {
        var rules = Compile("""
            productId: prod-a
            rules:
              - {ruleId: a, condition: tempC > 1, severity: low, title: Warm}
              - {ruleId: b, condition: tempC > 1, severity: low, title: {ko: 과열, en: Hot}}
              - {ruleId: c, condition: tempC > 1, severity: low, title: {en: Hot}}
            """).Rules;
        Assert.Equal(["Warm", "과열", "Hot"], rules.Select(r => r.Title));
        Assert.Equal("Hot", rules[1].Titles["en"]);
    }

    [Theory]
    [InlineData("{productId: prod-a, condition: tempC > 1, severity: low}", "key.missing")]
    [InlineData("{ruleId: r, condition: tempC > 1, severity: low}", "key.missing")]
    [InlineData("{ruleId: r, productId: prod-a, severity: low}", "key.missing")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1}", "key.missing")]
    [InlineData("{ruleId: r, productId: prod-b, condition: tempC > 1, severity: low}", "product.other")]
    [InlineData("{ruleId: r r, productId: prod-a, condition: tempC > 1, severity: low}", "value.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: urgent}", "value.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, type: trend}", "rule.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC + 1, severity: low}", "expr.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, clear: tempC <}", "expr.syntax")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, clear: tempC < 1, hysteresis: 1}", "rule.clear")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > rpm, severity: low, hysteresis: 1}", "rule.clear")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1 and rpm > 1, severity: low, hysteresis: 1}", "rule.clear")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, hysteresis: -1}", "value.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, hold: soon}", "value.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, enabled: maybe}", "value.type")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, title: {de: Warm}}", "key.unknown")]
    [InlineData("{ruleId: r, productId: prod-a, condition: tempC > 1, severity: low, sverity: low}", "key.unknown")]
    [InlineData("{rules: []}", "key.missing")]
    [InlineData("{productId: prod-b, rules: []}", "product.other")]
    [InlineData("{productId: prod-a, rules: [{ruleId: r, condition: a > 1, severity: low}, {ruleId: r, condition: a > 1, severity: low}]}", "rule.duplicate")]
    [InlineData("{productId: prod-a, rules: [3]}", "value.type")]
    [InlineData("rules: [", "yaml.syntax")]
    public void What_is_wrong_with_a_ruleset_is_named(string document, string code)
    {
        var faults = new List<DocumentFault>();
        Assert.Null(CompiledRuleset.Compile([document], _schema, 1, faults));
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Fact]
    public void A_fault_in_a_condition_has_the_documents_line_and_column()
    {
        var faults = new List<DocumentFault>();
        CompiledRuleset.Compile([Domain.Replace("80", "80 $", StringComparison.Ordinal)], _schema, 1, faults);
        var fault = Assert.Single(faults);
        Assert.Equal(("expr.syntax", 4, 32, "condition"), (fault.Code, fault.Line, fault.Column, fault.Path));
    }

    [Fact]
    public void One_rule_id_is_used_once_across_a_products_documents()
    {
        var faults = new List<DocumentFault>();
        Assert.Null(CompiledRuleset.Compile([Domain, Domain], _schema, 1, faults));
        Assert.Equal("rule.duplicate", Assert.Single(faults).Code);
    }

    private CompiledRuleset Compile(string document)
    {
        var faults = new List<DocumentFault>();
        var rules = CompiledRuleset.Compile([document], _schema, 3, faults);
        Assert.Empty(faults);
        Assert.Equal((3, _schema.Product), (rules!.Rules[0].Version, rules.Product));
        return rules;
    }

    [Theory]
    [InlineData("levels: [{severity: high, condition: tempC > 95}]", "levels go from bad to worse")]
    [InlineData("levels: [{severity: critical, condition: tempC > 95}, {severity: critical, condition: tempC > 99}]", "levels go from bad to worse")]
    [InlineData("levels: [{severity: critical}]", "condition")]
    [InlineData("levels: [{condition: tempC > 95}]", "severity")]
    [InlineData("levels: [{severity: critical, condition: tempC >}]", "")]
    [InlineData("levels: [{severity: critical, condition: tempC > 95, hysteresis: 5, clear: tempC < 90}]", "")]
    [InlineData("levels: [{severity: critical, condition: tempC > 95, levels: []}]", "levels")]
    public void A_level_that_is_none_is_refused_where_it_stands(string levels, string says)
    {
        var faults = new List<DocumentFault>();
        Assert.Null(CompiledRuleset.Compile([$"{{ruleId: r, productId: prod-a, condition: tempC > 80, severity: high, {levels}}}"], _schema, 1, faults));
        Assert.Contains(faults, f => f.Path.StartsWith("levels", StringComparison.Ordinal) && f.Message.Contains(says, StringComparison.Ordinal) && f is { Line: 1, Column: > 60 });
    }

    [Fact]
    public void A_level_of_a_report_is_refused()
    {
        var faults = new List<DocumentFault>();
        Assert.Null(CompiledRuleset.Compile(["{ruleId: r, productId: prod-a, report: E1, severity: high, levels: [{severity: critical, condition: tempC > 9}]}"], _schema, 1, faults));
        Assert.Equal("rule.level", Assert.Single(faults).Code);
    }
}
