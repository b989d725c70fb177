using IotLink.Core.Devices;

namespace IotLink.Core.Actions.Repair;

/// <summary>A remedy that failed on many devices and stopped itself. A new version of the action, or a person, lets it run again.</summary>
/// <param name="Why">The numbers: <c>5 of 6 devices in 1h</c>.</param>
public sealed record RemedyStop(ProductId Product, string Action, int ActionVersion, DateTimeOffset At, string Why);

/// <summary>How a remedy's last runs ended, one line a device.</summary>
public readonly record struct RemedyOutcome(DeviceId Device, bool Helped, DateTimeOffset At);
