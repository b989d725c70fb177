using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Devices;

/// <summary>Names a customer, who owns sites.</summary>
public readonly record struct CustomerId : IParsable<CustomerId>
{
    private readonly string? _value;

    private CustomerId(string value) => _value = value;

    public string Value => _value ?? "";

    public static CustomerId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw Identifier.Fault("customer id", s);

    public static bool TryParse([NotNullWhen(true)] string? s, out CustomerId result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CustomerId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
