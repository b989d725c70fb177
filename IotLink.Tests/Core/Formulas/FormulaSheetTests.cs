using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Formulas;

namespace IotLink.Tests.Core.Formulas;

public sealed class FormulaSheetTests
{
    private static readonly ProductId Product = ProductId.Parse("prod-a", null);
    private static readonly CustomerId Customer = CustomerId.Parse("c-1", null);

    [Fact]
    public void The_most_particular_formula_counts()
    {
        const string text = """
            formulas:
              - {formulaId: all, metric: score, formula: "1"}
              - {formulaId: product, metric: score, formula: "2", productId: prod-a}
              - {formulaId: customer, metric: score, formula: "3", productId: prod-a, customer: c-1}
              - {formulaId: other, metric: score, formula: "4", productId: prod-b, customer: c-1}
            """;
        Assert.Equal(3, Value(text, Customer, "score"));
        Assert.Equal(2, Value(text, CustomerId.Parse("c-2", null), "score"));
        Assert.Equal(1, Assert.Single(FormulaSheet.Of(Read(text), ProductId.Parse("prod-c", null), Customer, FormulaLevel.CustomerDay, []).Evaluate(Stored)).Value);
    }

    [Fact]
    public void A_bare_name_is_the_statistic_the_formula_says_and_a_name_may_say_its_own()
    {
        Assert.Equal(20, Value("{formulaId: a, formula: tempC}", null, "a"));
        Assert.Equal(80, Value("{formulaId: a, formula: tempC, statistic: max}", null, "a"));
        Assert.Equal(80 - 20, Value("{formulaId: a, formula: tempC.max - tempC}", null, "a"));
        Assert.Equal(75, Value("{formulaId: a, formula: tempC.p95}", null, "a"));
    }

    [Fact]
    public void Formulas_run_behind_those_they_use_and_circles_are_left_out()
    {
        const string text = """
            formulas:
              - {formulaId: c, formula: b * 2}
              - {formulaId: b, formula: tempC + 1}
              - {formulaId: x, formula: y}
              - {formulaId: y, formula: x}
            """;
        var faults = new List<DocumentFault>();
        var sheet = FormulaSheet.Of(Read(text), Product, null, FormulaLevel.CustomerDay, faults);
        Assert.Equal([("b", 21), ("c", 42)], sheet.Evaluate(Stored).Select(r => (r.Formula.Metric, (int)r.Value)));
        Assert.Equal("formula.cycle", Assert.Single(faults).Code);
    }

    [Fact]
    public void Without_all_its_inputs_a_formula_has_no_value() => Assert.Empty(
        FormulaSheet.Of(Read("{formulaId: a, formula: absent + tempC}"), Product, null, FormulaLevel.CustomerDay, []).Evaluate(Stored));

    [Theory]
    [InlineData("clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100)", null, null)]
    [InlineData("tempC + tempC.max", "Cel", null)]
    [InlineData("tempC + vibration", null, "'+' mixes Cel and mm/s")]
    [InlineData("tempC > vibration ? 1 : 0", null, "'>' mixes Cel and mm/s")]
    [InlineData("max(tempC, vibration)", null, "'max' mixes Cel and mm/s")]
    [InlineData("if(tempC > 3, tempC, vibration)", null, "'if' mixes Cel and mm/s")]
    [InlineData("tempC.max - tempC.min", "mm/s", "The result is in Cel, but 'unit' says mm/s.")]
    [InlineData("tempC.count + vibration.count", null, null)]
    [InlineData("tempC * 2 + vibration", null, null)]
    public void Units_that_cannot_be_added_are_found(string formula, string? unit, string? fault)
    {
        var read = Assert.Single(Read($"{{formulaId: a, formula: \"{formula}\"{(unit is null ? "" : $", unit: {unit}")}}}"));
        var faults = FormulaUnits.Check(read, name => name == "tempC" ? "Cel" : "mm/s");
        if (fault is null) Assert.Empty(faults);
        else Assert.StartsWith(fault, Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static double Stored(string metric, Statistic statistic) => metric != "tempC" ? double.NaN : statistic switch
    {
        Statistic.Mean => 20,
        Statistic.Max => 80,
        Statistic.P95 => 75,
        _ => double.NaN,
    };

    private static IReadOnlyList<Formula> Read(string text)
    {
        var faults = new List<DocumentFault>();
        var formulas = FormulaDocument.Read(text, faults);
        Assert.Empty(faults);
        return formulas;
    }

    private static double Value(string text, CustomerId? customer, string metric) =>
        FormulaSheet.Of(Read(text), Product, customer, FormulaLevel.CustomerDay, []).Evaluate(Stored).Single(r => r.Formula.Metric == metric).Value;
}
