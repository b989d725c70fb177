using IotLink.Core.Devices;

namespace IotLink.Core.Alarms;

/// <summary>When an alarm was open, and what people said about it.</summary>
/// <param name="To">null: it is still open.</param>
/// <param name="Useful">null when nobody said.</param>
public sealed record AlarmSpan(DeviceId Device, string Code, DateTimeOffset From, DateTimeOffset? To, string Evidence, bool? Useful);
