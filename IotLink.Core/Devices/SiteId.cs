using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Devices;

/// <summary>Names a place where devices stand.</summary>
public readonly record struct SiteId : IParsable<SiteId>
{
    private readonly string? _value;

    private SiteId(string value) => _value = value;

    public string Value => _value ?? "";

    public static SiteId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw Identifier.Fault("site id", s);

    public static bool TryParse([NotNullWhen(true)] string? s, out SiteId result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SiteId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
