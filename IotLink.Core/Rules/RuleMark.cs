using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>Where a device and code stood when last changed: what a restarted engine begins with, so that a replay changes nothing.</summary>
/// <param name="Open">Whether its alarm is open after the change at <paramref name="Position"/>.</param>
public sealed record RuleMark(DeviceId Device, string Code, bool Open, StreamPosition Position);
