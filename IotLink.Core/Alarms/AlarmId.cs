using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Alarms;

/// <summary>
/// Follows from what raised the alarm (position, device, code), so that the same frame processed twice names the same alarm.
/// </summary>
public readonly record struct AlarmId : IParsable<AlarmId>
{
    private AlarmId(string value) => Value = value;

    public string Value { get; }

    /// <param name="tick">When a timer behind that position was due; 0 when a message itself raised it.</param>
    public static AlarmId Of(StreamPosition position, DeviceId device, string code, long tick = 0)
    {
        var text = tick == 0 ? $"{device}\n{code}" : string.Create(CultureInfo.InvariantCulture, $"{device}\n{code}\n{tick}");
        var hash = System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(text));
        return new(string.Create(CultureInfo.InvariantCulture, $"A{position.Shard}-{position.Sequence}-{hash:x16}"));
    }

    public static AlarmId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw Identifier.Fault("alarm id", s);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AlarmId result)
    {
        result = s is not null && Identifier.IsValid(s) ? new(s) : default;
        return result.Value is not null;
    }

    public override string ToString() => Value ?? "";
}
