using System.Diagnostics.CodeAnalysis;

namespace IotLink.Core.Devices;

/// <summary>Names one device (or hub: a hub is a device) everywhere: topic, frame, registry, shadow, screen.</summary>
public readonly record struct DeviceId : IParsable<DeviceId>
{
    private readonly string? _value;

    private DeviceId(string value) => _value = value;

    public string Value => _value ?? "";

    public static DeviceId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw Identifier.Fault("device id", s);

    public static bool TryParse([NotNullWhen(true)] string? s, out DeviceId result) => TryParse(s, null, out result);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeviceId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result._value is not null;
    }

    public override string ToString() => Value;
}
