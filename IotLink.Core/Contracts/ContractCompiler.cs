using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Contracts;

/// <summary>Binds a contract to a product: its metrics to slots, its units to the spec's.</summary>
internal static class ContractCompiler
{
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static CompiledContract? Compile(string document, MetricSchema schema, IReadOnlyList<MetricSpec>? metrics, List<DocumentFault> faults)
    {
        if (ContractDocument.Read(document, faults) is not { } contract) return null;
        if (contract.Product != schema.Product)
        {
            faults.Add(new("product.other", $"The contract is about product '{contract.Product}', expected '{schema.Product}'.", 1, 1, "customProperties"));
            return null;
        }

        var before = faults.Count;
        if (metrics is not null) faults.AddRange(contract.Properties.Select(p => UnitFault(p, metrics)).OfType<DocumentFault>());
        var properties = contract.Properties.Select(p => new PropertyCheck(Slot(p.Name), p.Name, p.Required, [.. p.Rules])).ToArray();
        var changes = contract.Properties.Where(p => p.Changes.Count > 0).Select(p => new ChangeCheck(Slot(p.Name), p.Name, [.. p.Changes])).ToArray();
        var crossField = contract.CrossField.Select(Bind).OfType<CrossFieldCheck>().ToArray();
        return faults.Count == before ? new(contract, properties, changes, crossField) : null;

        int Slot(string metric)
        {
            if (schema.TryGetOrAdd(metric, out var slot)) return slot;
            faults.Add(new("schema.full", $"The product has more than {MetricSchema.MaxMetrics} metrics; '{metric}' has no room.", 1, 1, "schema"));
            return -1;
        }

        CrossFieldCheck? Bind(CrossFieldRule rule)
        {
            var condition = CompiledExpression.Compile(rule.Expression, ExpressionDialect.Rule, ExpressionKind.Boolean, name => Slot(name), []);
            return condition is null ? null : new(rule, condition, rule.Metric is { } metric ? [Slot(metric)] : [.. condition.Slots]);
        }
    }

    private static DocumentFault? UnitFault(ContractProperty property, IReadOnlyList<MetricSpec> metrics)
    {
        if (property.Unit is not { } unit || metrics.FirstOrDefault(m => m.Name == property.Name) is not { Unit: { } given }) return null;
        return Units.AreSame(unit.Text, given) ? null : new("contract.unit", Message(property.Name, unit.Text, given), unit.Line, unit.Column, unit.Path);
    }

    private static string Message(string metric, string promised, string given) =>
        $"The contract promises '{metric}' in {promised}, the spec gives {given}. "
        + (Units.Conversion(given, promised) is { } how
            ? $"Convert in the spec ({how}), or write {given} here and convert the limits."
            : $"These cannot be converted into each other: correct the unit here or in the spec.");
}
