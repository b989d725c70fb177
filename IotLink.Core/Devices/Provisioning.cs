using Microsoft.Extensions.Logging;

namespace IotLink.Core.Devices;

/// <summary>
/// Carries provisioning notices and topology into the registry. Most say what is known already: those are answered from memory.
/// </summary>
public sealed partial class Provisioning(IDeviceStore store, IDeviceRegistry registry, ILogger<Provisioning> log)
{
    private const int MostRemembered = 1000;

    private readonly Lock _warning = new();
    private readonly HashSet<(DeviceId, string)> _warned = [];

    /// <summary>What is refused is logged once and otherwise without effect. Doing it twice changes nothing.</summary>
    public async Task ApplyAsync(IReadOnlyList<DeviceNotice> notices, DateTimeOffset now, CancellationToken ct)
    {
        var saved = new Dictionary<DeviceId, Device>();
        foreach (var notice in notices)
        {
            if (Decide(notice, saved.GetValueOrDefault(notice.Device) ?? registry.Find(notice.Device)).Save is null) continue;

            // The registry may be seconds behind somebody's edit: what is saved rests on the store.
            var known = saved.GetValueOrDefault(notice.Device) ?? (await store.FindAsync(DeviceScope.All, notice.Device, ct))?.Device;
            if (Decide(notice, known).Save is { } device) saved[device.Id] = device;
        }

        if (saved.Count == 0) return;
        await store.SaveAsync(new([], [], [.. saved.Values]), now, ct);
        await registry.RefreshAsync(ct);
        LogSaved(log, saved.Count);
    }

    private ProvisioningDecision Decide(DeviceNotice notice, Device? known)
    {
        var hub = notice.Hub is { } id ? registry.Find(id) : null;
        var decision = ProvisioningRules.Decide(
            notice, known, registry.OwnerOf(notice.Device), hub, hub is null ? null : registry.OwnerOf(hub.Id));
        if (decision.Refusal is { } why && FirstTime(notice.Device, why)) LogRefused(log, notice.Device, notice.Hub, why);
        return decision;
    }

    private bool FirstTime(DeviceId device, string why)
    {
        lock (_warning)
        {
            if (_warned.Count >= MostRemembered) _warned.Clear();
            return _warned.Add((device, why));
        }
    }
}
