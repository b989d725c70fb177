using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Plans;

/// <summary>Which metric a value goes to: one known beforehand, or one whose name is made of values.</summary>
internal sealed class MetricTarget
{
    /// <summary>The name has an absent value in it, so there is no metric.</summary>
    public const int NoName = -1;

    /// <summary>The product has as many metrics as it may.</summary>
    public const int NoRoom = -2;

    private const int Remembered = 256;
    private readonly MetricSchema _schema;
    private readonly int[]? _byIndex;

    public MetricTarget(MetricSchema schema, string name)
    {
        _schema = schema;
        if (schema.TryGetOrAdd(name, out var slot)) Fixed = slot;
    }

    public MetricTarget(MetricSchema schema, TemplatePlan template)
    {
        (_schema, Template) = (schema, template);
        if (template.Single is not null) _byIndex = new int[Remembered];
    }

    /// <summary>The slot when it is known beforehand; null when it depends on values, or when the product has no room for the name.</summary>
    public int? Fixed { get; }

    public TemplatePlan? Template { get; }

    /// <returns>The slot, <see cref="NoName"/> or <see cref="NoRoom"/>.</returns>
    public int Find(SlotValues values)
    {
        if (Template is null) return Fixed ?? NoRoom;
        return Template.Single is { } only && values.Evaluate(only) is { Text: null, Number: var index } ? FindIndexed(index) : FindNamed(Template.Write(values));
    }

    /// <summary>For a name with one number in it; small ones are remembered.</summary>
    public int FindIndexed(double index)
    {
        if (double.IsNaN(index)) return NoName;
        if (!(index >= 0 && index < Remembered && index == Math.Truncate(index))) return FindNamed(Template!.Write(index));
        ref var known = ref _byIndex![(int)index];
        if (known == 0)
        {
            var slot = FindNamed(Template!.Write(index));
            if (slot < 0) return slot;
            known = slot + 1;
        }

        return known - 1;
    }

    public int FindNamed(string? name) => name is null ? NoName : _schema.TryGetOrAdd(name, out var slot) ? slot : NoRoom;
}
