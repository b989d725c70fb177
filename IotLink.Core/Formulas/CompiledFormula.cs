using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Formulas;

/// <summary>A live formula bound to a product's slots: gives each reading a derived metric. Immutable, any thread, allocates nothing.</summary>
public sealed class CompiledFormula
{
    private readonly CompiledExpression _expression;
    private readonly int _target;

    private CompiledFormula(Formula formula, CompiledExpression expression, int target) =>
        (Formula, _expression, _target) = (formula, expression, target);

    public Formula Formula { get; }

    /// <summary>
    /// The live formulas of one product, in the order they must run: one that uses another's result comes after it. Where a product and
    /// all products name the same metric, the product's own counts.
    /// </summary>
    /// <returns>Empty when anything is wrong; all faults are listed.</returns>
    public static IReadOnlyList<CompiledFormula> Compile(IReadOnlyList<string> documents, MetricSchema schema, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var formulas = documents.SelectMany(text => FormulaDocument.Read(text, faults)).ToList();
        foreach (var other in formulas.Where(f => f.Product is { } product && product != schema.Product))
            faults.Add(new("product.other", $"Formula '{other.Id}' is about product '{other.Product}', expected '{schema.Product}'.", 1, 1, "productId"));
        var live = formulas.Where(f => f.IsLive).GroupBy(f => f.Metric, StringComparer.Ordinal).Select(same => Nearest(same, faults)).ToList();
        var ordered = FormulaOrder.Sort(live, faults);
        var compiled = ordered.Select(formula => Bind(formula, schema, faults)).OfType<CompiledFormula>().ToList();
        return faults.Count == before ? compiled : [];
    }

    /// <summary>Stores the result in the reading; nothing when an input is absent or the calculation has no value.</summary>
    public void Apply(MetricValues values)
    {
        var result = _expression.Evaluate(values.Numbers);
        if (double.IsFinite(result)) values.SetNumber(_target, result);
    }

    private static Formula Nearest(IEnumerable<Formula> same, List<DocumentFault> faults)
    {
        var sorted = same.OrderBy(f => f.Product is null).ToList();
        if (sorted.Count > 1 && sorted[0].Product == sorted[1].Product)
            faults.Add(new("formula.duplicate", $"'{sorted[0].Id}' and '{sorted[1].Id}' both give '{sorted[0].Metric}'.", 1, 1, "metric"));
        return sorted[0];
    }

    private static CompiledFormula? Bind(Formula formula, MetricSchema schema, List<DocumentFault> faults)
    {
        var problems = new List<ExpressionFault>();
        var expression = CompiledExpression.Compile(
            formula.Expression, ExpressionDialect.Formula, ExpressionKind.Number,
            name => schema.TryGetOrAdd(name, out var slot) ? slot : null, problems);
        if (expression is not null && schema.TryGetOrAdd(formula.Metric, out var target)) return new(formula, expression, target);
        faults.Add(new("schema.full", $"The product has more than {MetricSchema.MaxMetrics} metrics; '{formula.Metric}' has no room.", 1, 1, "formula"));
        return null;
    }
}
