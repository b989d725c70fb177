namespace IotLink.Core.Devices;

/// <summary>What an authenticated sender said about a device: its own provisioning notice, or a line of a hub's <c>nodes[]</c>.</summary>
/// <param name="Hub">The hub that sent it; null when the device speaks for itself.</param>
public sealed record DeviceNotice(DeviceId Device, DeviceId? Hub, DateTimeOffset At)
{
    public ProductId? Product { get; init; }

    public string? Firmware { get; init; }

    /// <summary>true: a provisioning notice, the device is in service; false: merely seen under its hub.</summary>
    public bool Completed { get; init; }
}
