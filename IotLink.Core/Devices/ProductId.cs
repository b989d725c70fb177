using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Devices;

/// <summary>Names a product: the devices that share a spec, a contract, rules and formulas.</summary>
public readonly record struct ProductId : IParsable<ProductId>
{
    private readonly string? _value;

    private ProductId(string value) => _value = value;

    public string Value => _value ?? "";

    public static ProductId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw Identifier.Fault("product id", s);

    public static bool TryParse([NotNullWhen(true)] string? s, out ProductId result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProductId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
