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
    public async ValueTask<DateTimeOffset?> SinceAsync(Viewer viewer, DeviceId device, CancellationToken ct) =>
        (await SinceAsync(viewer, [device], ct)).TryGetValue(device, out var since) ? since : null;

    /// <summary>The same for many devices at once; those that are not there for this viewer are left out.</summary>
    public async ValueTask<IReadOnlyDictionary<DeviceId, DateTimeOffset>> SinceAsync(
        Viewer viewer, IReadOnlyCollection<DeviceId> asked, CancellationToken ct)
    {
        List<DeviceId> there = viewer.May(Permission.ViewDevices)
            ? [.. asked.Where(d => registry.Find(d) is not null && viewer.Scope.Allows(registry.OwnerOf(d)))]
            : [];
        if (viewer.Scope.IsAll || there.Count == 0) return there.ToDictionary(d => d, _ => DateTimeOffset.MinValue);
        var own = (await devices.SitesAsync(viewer.Scope, ct)).Select(s => s.Id).ToHashSet();
        var periods = await devices.OwnershipsAsync(there, ct);
        return there.ToDictionary(d => d, d => periods[d].LastOrDefault(p => !own.Contains(p.Site))?.To ?? DateTimeOffset.MinValue);
    }

    /// <summary>Whether a message of <paramref name="sender"/> can hold something of <paramref name="device"/>: its own, or its hub's.</summary>
    public bool Carries(DeviceId sender, DeviceId device) => sender == device || registry.IsChild(sender, device);
}
