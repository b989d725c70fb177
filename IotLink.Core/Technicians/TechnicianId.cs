using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Devices;

namespace IotLink.Core.Technicians;

/// <summary>Names an AS technician, whether or not there is an account.</summary>
public readonly record struct TechnicianId : IParsable<TechnicianId>
{
    private readonly string? _value;

    private TechnicianId(string value) => _value = value;

    public string Value => _value ?? "";

    public static TechnicianId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no technician id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TechnicianId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
