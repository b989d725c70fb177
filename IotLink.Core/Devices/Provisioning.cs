using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Devices;

/// <summary>
/// Carries provisioning notices and topology into the registry. Most say what is known already: those are answered from memory.
/// </summary>
public sealed partial class Provisioning(
    IDeviceStore store, IDeviceRegistry registry, IOptions<ProvisioningOptions> options, ILogger<Provisioning> log)
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
            if (Decide(notice, saved.GetValueOrDefault(notice.Device) ?? registry.Find(notice.Device), saved).Save is null) continue;

            // The registry may be seconds behind somebody's edit: what is saved rests on the store.
            var known = saved.GetValueOrDefault(notice.Device) ?? (await store.FindAsync(DeviceScope.All, notice.Device, ct))?.Device;
            if (Decide(notice, known, saved).Save is { } device) saved[device.Id] = device;
        }

        if (saved.Count == 0) return;
        await store.SaveAsync(new([], [], [.. saved.Values]), now, ct);
        await registry.RefreshAsync(ct);
        LogSaved(log, saved.Count);
    }

    private ProvisioningDecision Decide(DeviceNotice notice, Device? known, Dictionary<DeviceId, Device> saved)
    {
        var hub = notice.Hub is { } id ? registry.Find(id) : null;
        var decision = ProvisioningRules.Decide(
            notice, known, registry.OwnerOf(notice.Device), hub, hub is null ? null : registry.OwnerOf(hub.Id));
        if (decision.Save is not null && hub is not null && known?.Hub != hub.Id && ChildrenOf(hub.Id, saved) >= options.Value.MaxChildrenPerHub)
        {
            decision = ProvisioningDecision.Refused($"hub {hub.Id} has {options.Value.MaxChildrenPerHub} children already (Provisioning:MaxChildrenPerHub)");
        }

        if (decision.Refusal is { } why && FirstTime(notice.Device, why)) LogRefused(log, notice.Device, notice.Hub, why);
        return decision;
    }

    /// <summary>Those registered, and those that come with this batch.</summary>
    private int ChildrenOf(DeviceId hub, Dictionary<DeviceId, Device> saved) =>
        registry.ChildrenOf(hub) + saved.Values.Count(d => d.Hub == hub && registry.Find(d.Id)?.Hub != hub);

    private bool FirstTime(DeviceId device, string why)
    {
        lock (_warning)
        {
            if (_warned.Count >= MostRemembered) _warned.Clear();
            return _warned.Add((device, why));
        }
    }
}
