using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Formulas;

/// <summary>
/// The formulas that count for one product's days, of one device or of one customer, in the order they must run. Of several that give the
/// same metric the most particular one counts.
/// </summary>
public sealed class FormulaSheet
{
    private readonly IReadOnlyList<Formula> _ordered;

    private FormulaSheet(IReadOnlyList<Formula> ordered) => _ordered = ordered;

    public IReadOnlyList<Formula> Formulas => _ordered;

    /// <param name="all">Of any product and customer.</param>
    /// <param name="level">Where none is said, a formula is for customers' days.</param>
    /// <param name="faults">Circles; the formulas in them are left out.</param>
    public static FormulaSheet Of(IEnumerable<Formula> all, ProductId product, CustomerId? customer, FormulaLevel level, List<DocumentFault> faults)
    {
        var nearest = all
            .Where(f => (f.Level ?? FormulaLevel.CustomerDay) == level && (f.Product is null || f.Product == product) && (f.Customer is null || f.Customer == customer))
            .GroupBy(f => f.Metric, StringComparer.Ordinal)
            .Select(same => same.OrderBy(f => f.Customer is null).ThenBy(f => f.Product is null).ThenBy(f => f.Id, StringComparer.Ordinal).First())
            .ToList();
        return new(FormulaOrder.Sort(nearest, faults));
    }

    /// <param name="valueOf">A statistic of a metric; NaN when there is none.</param>
    /// <returns>What has a value: a formula whose inputs are not all there has none.</returns>
    public IReadOnlyList<FormulaResult> Evaluate(Func<string, Statistic, double> valueOf)
    {
        var results = new List<FormulaResult>();
        var derived = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var formula in _ordered)
        {
            var value = ExpressionInterpreter.Evaluate(formula.Root, name => ExpressionValue.Of(
                name.Statistic is null && derived.TryGetValue(name.Name, out var known) ? known : valueOf(name.Name, name.Statistic ?? formula.Statistic))).Number;
            if (!double.IsFinite(value)) continue;
            derived[formula.Metric] = value;
            results.Add(new(formula, value));
        }

        return results;
    }
}

public readonly record struct FormulaResult(Formula Formula, double Value);
