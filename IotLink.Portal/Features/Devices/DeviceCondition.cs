using IotLink.Core.Rules;

namespace IotLink.Portal.Features.Devices;

/// <summary>How a device is, in one word. Worst first.</summary>
public enum DeviceCondition { Alarm, Attention, Disconnected, NeverSeen, Normal }

public static class DeviceConditions
{
    /// <summary>How many silent reporting periods make a device count as disconnected.</summary>
    public const int SilentPeriods = 3;

    /// <param name="age">Age of its newest reading; null when it never reported.</param>
    /// <param name="worst">Severity of its worst open alarm.</param>
    public static DeviceCondition Of(TimeSpan period, TimeSpan? age, Severity? worst) => (worst, age) switch
    {
        (Severity.Critical or Severity.High, _) => DeviceCondition.Alarm,
        (_, null) => DeviceCondition.NeverSeen,
        (_, { } silence) when silence > SilentPeriods * period => DeviceCondition.Disconnected,
        (Severity.Medium, _) => DeviceCondition.Attention,
        _ => DeviceCondition.Normal,
    };
}
