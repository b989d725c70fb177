using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Formulas;

public sealed class FormulaTests
{
    private const string Domain = """
        formulaId: "health-score-prod-a"
        productId: "prod-a"
        formula: "clamp(100 - (tempC - 60) * 2 - vibration * 10, 0, 100)"
        description: "Health score of product A (0-100)"
        """;

    private readonly MetricSchema _schema = new(ProductId.Parse("prod-a", null));

    [Theory]
    [InlineData(60, 1, 90)]
    [InlineData(82, 0, 56)]
    [InlineData(150, 3, 0)]
    [InlineData(20, 0, 100)]
    public void The_domain_pages_formula_gives_its_metric(double tempC, double vibration, double expected)
    {
        var values = Values(("tempC", tempC), ("vibration", vibration));
        foreach (var formula in Compile(Domain)) formula.Apply(values);
        Assert.Equal(expected, Read(values, "health-score-prod-a"), 1e-9);
    }

    [Fact]
    public void Nothing_is_derived_when_an_input_is_absent()
    {
        var values = Values(("tempC", 60));
        foreach (var formula in Compile(Domain)) formula.Apply(values);
        Assert.Equal(1, values.Count);
    }

    [Fact]
    public void Nothing_is_derived_when_there_is_no_result()
    {
        var values = Values(("power", 5), ("current", 0));
        foreach (var formula in Compile("{formulaId: volts, formula: power / current}")) formula.Apply(values);
        Assert.Equal(2, values.Count);
    }

    [Fact]
    public void A_formula_that_uses_anothers_result_runs_after_it()
    {
        var formulas = Compile("""
            productId: prod-a
            formulas:
              - {formulaId: c, formula: b * 2, unit: W}
              - {formulaId: b-of-a, metric: b, formula: a + 1}
            """);
        var values = Values(("a", 3));
        foreach (var formula in formulas) formula.Apply(values);
        Assert.Equal(8, Read(values, "c"));
        Assert.Equal(["b-of-a", "c"], formulas.Select(f => f.Formula.Id));
    }

    [Fact]
    public void The_products_own_formula_counts_before_the_one_for_all_products()
    {
        var formulas = Compile(
            "{formulaId: general, metric: score, formula: tempC}",
            "{formulaId: own, productId: prod-a, metric: score, formula: tempC * 2}");
        Assert.Equal(["own"], formulas.Select(f => f.Formula.Id));
    }

    [Theory]
    [InlineData("{formulaId: x, formula: tempC.max - tempC.min}")]
    [InlineData("{formulaId: x, formula: tempC, level: device-day, statistic: p95}")]
    [InlineData("{formulaId: x, formula: tempC, level: customer-day}")]
    [InlineData("{formulaId: x, formula: tempC, customer: c-1}")]
    public void Aggregates_and_customers_formulas_are_read_but_not_live(string document)
    {
        var faults = new List<DocumentFault>();
        Assert.False(Assert.Single(FormulaDocument.Read(document, faults)).IsLive);
        Assert.Empty(Compile(document));
    }

    [Theory]
    [InlineData("{formulaId: x}", "key.missing")]
    [InlineData("{formula: '1'}", "key.missing")]
    [InlineData("{formulaId: x, formula: tempC >}", "expr.syntax")]
    [InlineData("{formulaId: x, formula: tempC > 3}", "expr.type")]
    [InlineData("{formulaId: x, formula: x + 1}", "formula.cycle")]
    [InlineData("{formulaId: x, formula: tempC.max, level: record}", "formula.level")]
    [InlineData("{formulaId: x, formula: tempC, level: week}", "value.type")]
    [InlineData("{formulaId: x, formula: tempC, statistic: median}", "value.type")]
    [InlineData("{formulaId: x, formula: tempC, productId: prod-b}", "product.other")]
    [InlineData("{formulaId: x, formula: tempC, productId: 'prod b'}", "value.type")]
    [InlineData("{formulaId: x, formula: tempC, formla: 3}", "key.unknown")]
    [InlineData("{formulas: [{formulaId: a, formula: b}, {formulaId: b, formula: a}]}", "formula.cycle")]
    [InlineData("{formulas: [{formulaId: a, formula: '1', metric: m}, {formulaId: b, formula: '2', metric: m}]}", "formula.duplicate")]
    [InlineData("{formulas: [{formulaId: a, formula: '1'}, {formulaId: a, formula: '2'}]}", "formula.duplicate")]
    [InlineData("[1, 2]", "yaml.shape")]
    public void What_is_wrong_with_a_formula_is_named(string document, string code)
    {
        var faults = new List<DocumentFault>();
        Assert.Empty(CompiledFormula.Compile([document], _schema, faults));
        Assert.Equal(code, Assert.Single(faults).Code);
    }

    [Fact]
    public void A_fault_in_the_calculation_has_the_documents_line_and_column()
    {
        var faults = new List<DocumentFault>();
        CompiledFormula.Compile(["formulaId: x\nformula: \"clamp(1, 2) + )\"\n"], _schema, faults);
        var fault = Assert.Single(faults);
        Assert.Equal((2, 25, "formula"), (fault.Line, fault.Column, fault.Path));
    }

    [Fact]
    public void Applying_a_formula_allocates_nothing()
    {
        var values = Values(("tempC", 60), ("vibration", 1));
        var formula = Compile(Domain)[0];
        formula.Apply(values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) formula.Apply(values);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private IReadOnlyList<CompiledFormula> Compile(params string[] documents)
    {
        var faults = new List<DocumentFault>();
        var formulas = CompiledFormula.Compile(documents, _schema, faults);
        Assert.Empty(faults);
        return formulas;
    }

    private MetricValues Values(params (string Name, double Value)[] metrics)
    {
        var values = new MetricValues(_schema);
        foreach (var (name, value) in metrics)
        {
            _schema.TryGetOrAdd(name, out var slot);
            values.SetNumber(slot, value);
        }

        return values;
    }

    private double Read(MetricValues values, string name) => _schema.TryGetSlot(name, out var slot) ? values.NumberAt(slot) : double.NaN;
}
