using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Formulas;

/// <summary>Reads formula documents: one formula, or a list under <c>formulas:</c> that shares the product above it.</summary>
public static class FormulaDocument
{
    /// <returns>The formulas that are well; the others are in the faults.</returns>
    public static IReadOnlyList<Formula> Read(string text, List<DocumentFault> faults)
    {
        var first = faults.Count;
        var formulas = DocumentMap.Parse(text, faults) is { } map ? Read(map) : [];
        faults.SortByPlace(first);
        return formulas;
    }

    private static List<Formula> Read(DocumentMap map)
    {
        var formulas = new List<Formula>();
        if (!map.Has("formulas"))
        {
            Add(map, null);
            return formulas;
        }

        var product = ProductOf(map);
        foreach (var item in map.Maps("formulas")) Add(item, product);
        map.Done();
        return formulas;

        void Add(DocumentMap item, ProductId? shared)
        {
            if (ReadOne(item, shared) is not { } formula) return;
            if (formulas.Any(f => f.Id == formula.Id)) item.Fault("formulaId", "formula.duplicate", $"'{formula.Id}' is there twice.");
            else formulas.Add(formula);
        }
    }

    private static Formula? ReadOne(DocumentMap map, ProductId? shared)
    {
        var before = map.Faults.Count;
        var id = map.Text("formulaId", required: true);
        var expression = map.Text("formula", required: true);
        var root = map.Expression("formula", ExpressionDialect.Formula, ExpressionScope.AnyMetric, ExpressionKind.Number);
        var metric = map.Text("metric") ?? id;
        var (product, customer) = (ProductOf(map) ?? shared, CustomerOf(map));
        var level = Level(map);
        var statistic = map.Choice<Statistic>("statistic") ?? Statistic.Mean;
        var (unit, description) = (map.Text("unit"), map.Text("description"));
        map.Done();
        if (root is not null && root.Names().Any(name => name.Name == metric))
            map.Fault("formula", "formula.cycle", $"'{metric}' is calculated from itself; give the result another name with 'metric'.");
        if (root is not null && level == FormulaLevel.Record && root.Names().Any(name => name.Statistic is not null))
            map.Fault("level", "formula.level", "A single record has no statistics such as '.max'; choose device-day or customer-day.");
        return map.Faults.Count == before
            ? new(id!, metric!, expression!, root!, product, customer, level, statistic, unit, description)
            : null;
    }

    private static ProductId? ProductOf(DocumentMap map)
    {
        if (map.Text("productId") is not { } text) return null;
        if (ProductId.TryParse(text, out var product)) return product;
        map.Fault("productId", "value.type", $"'{text}' is no product id.");
        return null;
    }

    private static CustomerId? CustomerOf(DocumentMap map)
    {
        if (map.Text("customer") is not { } text) return null;
        if (CustomerId.TryParse(text, out var customer)) return customer;
        map.Fault("customer", "value.type", $"'{text}' is no customer id.");
        return null;
    }

    private static FormulaLevel? Level(DocumentMap map)
    {
        switch (map.Text("level"))
        {
            case null: return null;
            case "record": return FormulaLevel.Record;
            case "device-day": return FormulaLevel.DeviceDay;
            case "customer-day": return FormulaLevel.CustomerDay;
            case { } other:
                map.Fault("level", "value.type", $"Found '{other}', expected record, device-day or customer-day.");
                return null;
        }
    }
}
