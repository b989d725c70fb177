namespace IotLink.Core.Firmware.Campaigns;

/// <summary>How a device is, as its telemetry says.</summary>
/// <param name="HeardAt">Of its newest reading; null: nothing was ever heard.</param>
/// <param name="IsWell">The campaign's condition holds on it, and no alarm that the condition names is open.</param>
public readonly record struct DeviceHealth(DateTimeOffset? HeardAt, bool IsWell);
