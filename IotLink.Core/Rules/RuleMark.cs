using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>Where a device and code stood when last changed: what a restarted engine begins with, so that a replay changes nothing.</summary>
/// <param name="Open">Whether its alarm is open after the change at <paramref name="Position"/>.</param>
public sealed record RuleMark(DeviceId Device, string Code, bool Open, StreamPosition Position)
{
    /// <summary>See <see cref="RuleVerdict.Tick"/>: of two changes at one position the one with the later tick came later.</summary>
    public long Tick { get; init; }

    /// <summary>false: only the device itself said so, no rule.</summary>
    public bool FromRule { get; init; } = true;
}
