namespace IotLink.Core.Products;

/// <summary>Names for numbers. A number without a name, and no <see cref="Other"/>, makes the metric absent.</summary>
public sealed record EnumSpec(IReadOnlyDictionary<long, string> Names, string? Other)
{
    public string? NameOf(double value) =>
        value == Math.Truncate(value) && Math.Abs(value) < long.MaxValue && Names.TryGetValue((long)value, out var name) ? name
        : double.IsNaN(value) ? null
        : Other;
}
