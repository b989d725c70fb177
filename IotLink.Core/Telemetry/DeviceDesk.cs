using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Core.Telemetry;

/// <summary>
/// What pages ask about devices. The right is checked here; what a viewer may not see looks the same as what is not there.
/// </summary>
public sealed class DeviceDesk(IDeviceStore devices, IHotStore hot, DeviceReach reach)
{
    public async Task<Page<DeviceState>> ListAsync(Viewer viewer, DeviceQuery query, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDevices)) return new([], 0);
        var page = await devices.ListAsync(viewer.Scope, query with { NamesHidden = viewer.HidesNames() }, ct);
        List<DeviceId> ids = [.. page.Items.Select(r => r.Device.Id)];
        var since = await reach.SinceAsync(viewer, ids, ct);
        var latest = await hot.LatestAsync(ids, ct);
        return new([.. page.Items.Select(row => new DeviceState(Shown(viewer, row), Allowed(row.Device.Id)))], page.Total);

        StoredReading? Allowed(DeviceId id) =>
            latest.TryGetValue(id, out var reading) && since.TryGetValue(id, out var from) && reading.IngestTimestamp >= from ? reading : null;
    }

    public async Task<DeviceRow?> FindAsync(Viewer viewer, DeviceId id, CancellationToken ct) =>
        viewer.May(Permission.ViewDevices) && await devices.FindAsync(viewer.Scope, id, ct) is { } row ? Shown(viewer, row) : null;

    /// <summary>The sites to choose from.</summary>
    public async Task<IReadOnlyList<Site>> SitesAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewDevices) ? [.. (await devices.SitesAsync(viewer.Scope, ct)).Select(s => Masking.For(viewer, s)!)] : [];

    /// <summary>The customers to choose from.</summary>
    public async Task<IReadOnlyList<Customer>> CustomersAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewDevices) ? [.. (await devices.CustomersAsync(viewer.Scope, ct)).Select(c => Masking.For(viewer, c)!)] : [];

    private static DeviceRow Shown(Viewer viewer, DeviceRow row) =>
        row with { Site = Masking.For(viewer, row.Site), Customer = Masking.For(viewer, row.Customer) };
}

/// <summary>A device in a list.</summary>
/// <param name="Latest">null when it never reported, or not since it belongs to the viewer.</param>
public sealed record DeviceState(DeviceRow Row, StoredReading? Latest);
