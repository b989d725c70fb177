using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Tests.Core.Conversion;
using IotLink.Tests.Core.Rules;

namespace IotLink.Tests.Core.Guide;

/// <summary>What the guide says is what happens.</summary>
public sealed class GuideTests
{
    [Theory]
    [InlineData("spec-language.md")]
    public void Every_example_of_the_spec_language_gives_what_the_page_says(string file)
    {
        var page = new GuidePage(file);
        page.Is(page.Run(document => new SpecExample(document).Run, out var examples));
        Assert.True(examples > 40, $"{examples} examples");
    }

    [Fact]
    public void Every_example_of_rules_gives_what_the_page_says()
    {
        var page = new GuidePage("rules.md");
        page.Is(page.Run(RulesOf, out var examples));
        Assert.True(examples > 8, $"{examples} examples");
    }

    [Fact]
    public void Every_example_of_formulas_gives_what_the_page_says()
    {
        var page = new GuidePage("formulas.md");
        page.Is(page.Run(FormulasOf, out var examples));
        Assert.True(examples > 3, $"{examples} examples");
    }

    [Fact]
    public void An_output_that_is_not_so_is_noticed()
    {
        var page = new GuidePage("formulas.md");
        var text = page.Run(_ => _ => ["something else"], out _);
        Assert.NotEqual(page.Text, text);
    }

    private static Func<string, IEnumerable<string>> RulesOf(string document)
    {
        var bench = new RuleBench(document.Replace("productId: boiler", "productId: prod-a", StringComparison.Ordinal));
        var minute = 0;
        return input =>
        {
            bench.At(60 * minute++, [.. PlainJson.Numbers(input)]);
            return [.. bench.Verdicts.Select(v => $"{v.Rule.RuleId} {(v.IsRegrade ? $"is {v.Severity}".ToLowerInvariant() : v.Raise ? "begins" : "ends")}: {v.Evidence}")];
        };
    }

    private static Func<string, IEnumerable<string>> FormulasOf(string document)
    {
        var schema = new MetricSchema(ProductId.Parse("boiler", null));
        var faults = new List<DocumentFault>();
        var formulas = CompiledFormula.Compile([document], schema, faults);
        Assert.Empty(faults);
        return input =>
        {
            var values = new MetricValues(schema);
            foreach (var (name, number) in PlainJson.Numbers(input))
            {
                Assert.True(schema.TryGetOrAdd(name, out var slot));
                values.SetNumber(slot, number);
            }

            foreach (var formula in formulas) formula.Apply(values);
            var results = formulas.Select(f => f.Formula.Metric).ToHashSet();
            return [PlainJson.Of(Specs.Snapshot(values).Where(v => results.Contains(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal))];
        };
    }
}
