using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>
/// What pages ask and do about alarms. The right is checked here; what a viewer may not see looks the same as what is not there.
/// </summary>
public sealed class AlarmDesk(IAlarmStore alarms, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    public async Task<Page<AlarmRow>> ListAsync(Viewer viewer, AlarmQuery query, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewAlarms)) return new([], 0);
        var page = await alarms.ListAsync(viewer.Scope, query with { NamesHidden = viewer.HidesNames() }, ct);
        return page with { Items = [.. page.Items.Select(row => Shown(viewer, row))] };
    }

    public async Task<AlarmRow?> FindAsync(Viewer viewer, AlarmId id, CancellationToken ct) =>
        viewer.May(Permission.ViewAlarms) && await alarms.FindAsync(viewer.Scope, id, ct) is { } row ? Shown(viewer, row) : null;

    public async Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(Viewer viewer, CancellationToken ct) =>
        await alarms.CountOpenAsync(viewer.May(Permission.ViewAlarms) ? viewer.Scope : DeviceScope.None, ct);

    /// <summary>The worst open alarm of each of these devices; those without one are left out.</summary>
    public async Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(Viewer viewer, IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        await alarms.WorstOpenAsync(viewer.May(Permission.ViewAlarms) ? viewer.Scope : DeviceScope.None, devices, ct);

    /// <returns>Oldest first; null when there is no such alarm for this viewer.</returns>
    public async Task<IReadOnlyList<AlarmEvent>?> HistoryAsync(Viewer viewer, AlarmId id, CancellationToken ct) =>
        await FindAsync(viewer, id, ct) is null ? null : await alarms.HistoryAsync(id, ct);

    /// <returns>The alarm afterwards, whoever acknowledged it first; null when the viewer may not or there is none.</returns>
    public async Task<Alarm?> AcknowledgeAsync(Viewer viewer, AlarmId id, CancellationToken ct)
    {
        if (!viewer.May(Permission.AcknowledgeAlarms)) return null;
        var now = time.GetUtcNow();
        if (await alarms.AcknowledgeAsync(viewer.Scope, id, viewer.Name, now, ct) is not { } alarm) return null;
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "alarm.acknowledge", id.ToString(), null), ct);
        live.Signal(LiveTopic.Alarms);
        live.Signal(LiveTopic.Of(alarm.Device));
        return alarm;
    }

    private static AlarmRow Shown(Viewer viewer, AlarmRow row) =>
        row with { Site = Masking.For(viewer, row.Site), Customer = Masking.For(viewer, row.Customer) };
}
