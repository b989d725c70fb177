using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Telemetry;

/// <summary>
/// Which readings of a device a viewer may see. Staff: all. A customer: those of its own devices, without the time when a device was
/// somebody else's.
/// </summary>
public sealed class DeviceReach(IDeviceStore devices, IDeviceRegistry registry)
{
    /// <returns>The earliest arrival the viewer may see; null when the device is not there for this viewer.</returns>
    public async ValueTask<DateTimeOffset?> SinceAsync(Viewer viewer, DeviceId device, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDevices) || registry.Find(device) is null) return null;
        if (viewer.Scope.IsAll) return DateTimeOffset.MinValue;
        if (!viewer.Scope.Allows(registry.OwnerOf(device))) return null;
        var periods = await devices.OwnershipsAsync(device, ct);
        if (periods.Count < 2) return DateTimeOffset.MinValue;
        var own = (await devices.SitesAsync(viewer.Scope, ct)).Select(s => s.Id).ToHashSet();
        return periods.LastOrDefault(p => !own.Contains(p.Site))?.To ?? DateTimeOffset.MinValue;
    }

    /// <summary>Whether a message of <paramref name="sender"/> can hold something of <paramref name="device"/>: its own, or its hub's.</summary>
    public bool Carries(DeviceId sender, DeviceId device) => sender == device || registry.IsChild(sender, device);

    public async ValueTask<bool> AllowsAsync(Viewer viewer, StoredReading reading, CancellationToken ct) =>
        await SinceAsync(viewer, reading.Device, ct) is { } since && reading.IngestTimestamp >= since;
}
