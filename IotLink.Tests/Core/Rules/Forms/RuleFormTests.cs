using CsCheck;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Rules.Forms;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Rules.Forms;

public sealed class RuleFormTests
{
    /// <summary>One rule of each kind with every key the language has, in the dress people give it.</summary>
    private const string All = """
        # Rules of the pumps
        productId: prod-a # one product
        rules:
          - ruleId: threshold # first
            title: {ko: 과열, en: Overheated}
            condition: metrics.tempC > limit
            parameters: {limit: 80, low: 5}
            # numbers agreed with the customer
            overrides:
              - {device: a-17, limit: 90}
              - site: site-3
                limit: 85 # since May
            clear: tempC < 75
            hold: 30s
            severity: "high"
            class: monitoring
            autoAction: restart-fan
            description: >
              Long text
              in two lines
            schedule: {days: mon-fri, from: "09:00", to: '18:00', holidays: [kr, 2027-03-03]}
            enabled: false
          - {ruleId: duration, condition: tempC > 80, for: 30s, hysteresis: 5, severity: low}
          - ruleId: repeat
            condition: tempC > 80
            times: 3
            within: 10m
            severity: low
            schedule: business-hours
          - ruleId: change
            type: change
            change: {of: tempC, by: 20%, within: 5m, direction: up}
            severity: low
          - ruleId: silence
            noData: 3 periods
            severity: low
          - ruleId: sequence
            sequence:
              steps:
                - tempC > 80
                # then
                - rpm < 1
              within: 1m
              missing: true
            severity: low
          - ruleId: baseline
            baseline: {of: tempC, by: 3 sigma, over: 7d, sameHour: true, least: 30}
            severity: low
          - ruleId: peers
            peers: {of: tempC, by: 5, among: site, within: 15m, least: 3}
            severity: low
            shadow: true
          - ruleId: report
            report: [E42, E43]
            severity: critical
            title: One title
        """;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Int[0, 9].Select(i => new[] { "80", "tempC > 80 and rpm < 100", "a: b", "# odd", "5m", "09:00", "한국어", "[x] > 1", "true", "3 periods" }[i]),
        Gen.String[Gen.Char[' ', '~'], 1, 12]);

    [Fact]
    public void Every_kind_and_every_key_has_a_field()
    {
        var form = RuleForm.Read(All)!;
        Assert.Equal(Enum.GetValues<RuleKind>(), form.Rules.Select(r => r.Kind));
        Assert.All(form.Rules, rule => Assert.Empty(rule.Beyond));
        var rule = form.Rules[0];
        Assert.Equal(("과열", "metrics.tempC > limit", "high", "2027-03-03"), (rule["title.ko"], rule["condition"], rule["severity"], rule["schedule.holidays[1]"]));
        Assert.Equal([("limit", "80"), ("low", "5")], rule.Entries("parameters"));
        Assert.Equal(2, rule.Count("overrides"));
        Assert.Equal(["E42", "E43"], form.Rules[^1].List("report"));
        Assert.Equal("One title", form.Rules[^1]["title"]);
        Assert.Empty(Faults(All));
    }

    [Fact]
    public void A_field_changes_its_own_key_and_nothing_else()
    {
        Assert.Equal(All.Replace("hold: 30s", "hold: 45s", StringComparison.Ordinal), Set(0, "hold", "45s"));
        Assert.Equal(All.Replace("limit: 85 # since May", "limit: 86 # since May", StringComparison.Ordinal), Set(0, "overrides[1].limit", "86"));
        Assert.Equal(All.Replace("hysteresis: 5, severity: low}", "hysteresis: 5, severity: low, hold: 10s}", StringComparison.Ordinal), Set(1, "hold", "10s"));
        Assert.Equal(All.Replace("    times: 3", "    times: 4", StringComparison.Ordinal), Set(2, "times", "4"));
        Assert.Equal(All.Replace(", direction: up", "", StringComparison.Ordinal), Set(3, "change.direction", null));
    }

    [Fact]
    public void What_no_field_can_show_is_named_and_stays()
    {
        const string text = """
            ruleId: hot
            productId: prod-a
            condition: [not, text]
            owner: me # a key of ours
            severity: high
            title: {ko: 과열, fr: Chaud}
            """;
        var form = RuleForm.Read(text)!;
        Assert.Equal(["condition", "owner", "title.fr"], form.Rules[0].Beyond);
        Assert.Equal(text.Replace("severity: high", "severity: low", StringComparison.Ordinal), form.Set(form.Rules[0], "severity", "low"));
    }

    [Fact]
    public void Faults_stand_at_their_fields()
    {
        var text = All.Replace("for: 30s", "for: soon", StringComparison.Ordinal).Replace("tempC > limit", "tempC >", StringComparison.Ordinal)
            .Replace("- rpm < 1", "- rpm <", StringComparison.Ordinal)
            .Replace("noData: 3 periods\n    severity: low", "noData: 3 periods", StringComparison.Ordinal);
        var faults = Faults(text);
        var rules = RuleForm.Read(text)!.Rules;
        Assert.Equal("expr.syntax", Assert.Single(rules[0].FaultsOf("condition", faults)).Code);
        Assert.Equal("value.type", Assert.Single(rules[1].FaultsOf("for", faults)).Code);
        Assert.Equal("key.missing", Assert.Single(rules[4].FaultsOf("severity", faults)).Code);
        Assert.Equal("expr.syntax", Assert.Single(rules[5].FaultsOf("sequence.steps[1]", faults)).Code);
        Assert.Empty(rules[2].FaultsOf("times", faults));
    }

    [Fact]
    public void Any_field_is_written_and_read_back_and_put_back() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 1000], Text).Sample((index, pick, value) =>
        {
            var form = RuleForm.Read(All)!;
            var rule = form.Rules[index];
            var field = rule.Values.Keys.ElementAt(pick % rule.Values.Count);
            var text = form.Set(rule, field, value);
            Assert.NotNull(text);
            var now = RuleForm.Read(text)!;
            Assert.Equal(value, now.Rules[index][field]);
            Assert.Equal(Others(rule, field), Others(now.Rules[index], field));
            for (var i = 0; i < form.Rules.Count; i++) if (i != index) Assert.Equal(Others(form.Rules[i], ""), Others(now.Rules[i], ""));
            var back = now.Set(now.Rules[index], field, rule[field]!)!;
            Assert.Equal(Others(rule, ""), Others(RuleForm.Read(back)!.Rules[index], ""));
            Assert.Equal(Comments(All), Comments(back));
        }, iter: 100);

    [Fact]
    public void A_whole_form_written_into_an_empty_rule_reads_as_the_same_form() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, int.MaxValue]).Sample((index, seed) =>
        {
            var wanted = RuleForm.Read(All)!.Rules[index];
            var text = "productId: prod-a\nruleId: x # kept\n";
            foreach (var (field, value) in wanted.Values.OrderBy(v => HashCode.Combine(seed, v.Key.Split('[')[0])))
            {
                var form = RuleForm.Read(text)!;
                text = form.Set(form.Rules[0], field, value);
                Assert.NotNull(text);
            }

            var written = RuleForm.Read(text)!.Rules[0];
            Assert.Equal(wanted.Kind, written.Kind);
            Assert.Equal(Others(wanted, ""), Others(written, "productId"));
            Assert.Contains("# kept", text, StringComparison.Ordinal);
            Assert.Empty(Faults(text));
        }, iter: 100);

    [Fact]
    public void A_rule_becomes_another_kind_and_comes_back_with_all_it_had()
    {
        foreach (var kind in Enum.GetValues<RuleKind>())
        {
            foreach (var other in Enum.GetValues<RuleKind>())
            {
                var before = RuleForm.Read(All)!;
                var rule = before.Rules[(int)kind];
                var changed = before.Become(rule, other, new Dictionary<string, string>(), "tempC");
                Assert.NotNull(changed);
                var between = RuleForm.Read(changed)!;
                Assert.Equal(other, between.Rules[(int)kind].Kind);
                Assert.DoesNotContain(Faults(changed), f => f.Code is not "rule.clear" and not "rule.duplicate");
                var back = between.Become(between.Rules[(int)kind], kind, rule.Values, "tempC")!;
                Assert.Equal(Others(rule, ""), Others(RuleForm.Read(back)!.Rules[(int)kind], ""));
                Assert.Equal(Comments(All), Comments(back));
            }
        }
    }

    [Fact]
    public void Rules_are_added_to_a_list_and_taken_out_of_it()
    {
        var form = RuleForm.Read(All)!;
        var more = form.AddRule("new", "tempC")!;
        Assert.Equal(All + "\n  - ruleId: new\n    condition: tempC > 0\n    severity: medium", more);
        var added = RuleForm.Read(more)!;
        Assert.Equal(All, added.RemoveRule(added.Rules[^1])!.TrimEnd('\n'));
        var single = RuleForm.Read("productId: p\nrules:\n  - {ruleId: a}\n")!;
        Assert.Null(single.RemoveRule(single.Rules[0]));
    }

    [Theory]
    [InlineData("tempC > 80", "tempC|>|80")]
    [InlineData("metrics.tempC>=80 and rpm < limit", "metrics.tempC|>=|80;rpm|<|limit")]
    [InlineData("max(a, b) > (c + 1) || d = 2", "max(a, b)|>|(c + 1);d|=|2")]
    [InlineData("a > 1 and b > 2 or c > 3", null)]
    [InlineData("not a > 1", null)]
    [InlineData("(a > 1) and b > 2", null)]
    [InlineData("valveOpen", null)]
    [InlineData("a >", null)]
    [InlineData("a > 1 ? b > 2 : c > 3", null)]
    public void A_condition_of_comparisons_is_laid_out_in_lines(string text, string? lines)
    {
        var read = ConditionLines.Read(text);
        Assert.Equal(lines, read is null ? null : string.Join(';', read.Lines.Select(l => $"{l.Left}|{l.Operator}|{l.Right}")));
        if (read is not null) Assert.Equal(read.Lines, ConditionLines.Read(read.Write())!.Lines);
    }

    private static string? Set(int rule, string field, string? value) => RuleForm.Read(All) is { } form ? form.Set(form.Rules[rule], field, value) : null;

    private static List<KeyValuePair<string, string>> Others(RuleSheet rule, string but) =>
        [.. rule.Values.Where(v => v.Key != but).OrderBy(v => v.Key, StringComparer.Ordinal)];

    private static IEnumerable<string> Comments(string text) =>
        text.Split('\n').Where(l => l.Contains('#', StringComparison.Ordinal)).Select(l => l[l.IndexOf('#', StringComparison.Ordinal)..]).Order(StringComparer.Ordinal);

    private static List<DocumentFault> Faults(string text)
    {
        var faults = new List<DocumentFault>();
        CompiledRuleset.Compile([text], new MetricSchema(Sample.Product("prod-a")), 1, faults);
        return faults;
    }
}
