using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>Which metric a value goes to: one known beforehand, or one whose name is made of values.</summary>
internal sealed class MetricTarget
{
    private const int Remembered = 256;
    private readonly MetricSchema _schema;
    private readonly TemplatePlan? _template;
    private readonly int _fixed = -1;
    private readonly int[]? _byIndex;

    public MetricTarget(MetricSchema schema, string name)
    {
        _schema = schema;
        if (schema.TryGetOrAdd(name, out var slot)) _fixed = slot;
    }

    public MetricTarget(MetricSchema schema, TemplatePlan template)
    {
        (_schema, _template) = (schema, template);
        if (template.Parts.Count(p => p.Value is not null) == 1) _byIndex = new int[Remembered];
    }

    /// <summary>The slot when it is known beforehand; null when it depends on values, or when the product has no room for the name.</summary>
    public int? Fixed => _fixed < 0 ? null : _fixed;

    /// <returns>-1: the name has an absent value in it, so there is no metric. -2: the product has too many metrics.</returns>
    public int Find(SlotValues values)
    {
        if (_template is null) return _fixed < 0 ? -2 : _fixed;
        if (_byIndex is null) return Add(values);
        var index = values.Number(_template.Parts.First(p => p.Value is not null).Value!);
        if (!(index >= 0 && index < Remembered && index == Math.Truncate(index))) return Add(values);
        ref var known = ref _byIndex[(int)index];
        if (known == 0)
        {
            var slot = Add(values);
            if (slot < 0) return slot;
            known = slot + 1;
        }

        return known - 1;
    }

    private int Add(SlotValues values) =>
        _template!.Write(values) is not { } name ? -1 : _schema.TryGetOrAdd(name, out var slot) ? slot : -2;
}
