using IotLink.Core.Devices;

namespace IotLink.Portal.Features.Devices;

/// <summary>One row of a device list.</summary>
/// <param name="LastSeen">Arrival of its newest reading; null when it never reported.</param>
public sealed record DeviceLine(DeviceRow Row, DeviceCondition State, DateTimeOffset? LastSeen);
