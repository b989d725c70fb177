using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>
/// What pages ask about alarms; what they do is <see cref="AlarmActions"/>. The right is checked here; what a viewer may not see looks
/// the same as what is not there.
/// </summary>
public sealed class AlarmDesk(IAlarmStore alarms, AlarmActions actions, TimeProvider time)
{
    public async Task<Page<AlarmRow>> ListAsync(Viewer viewer, AlarmQuery query, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewAlarms)) return new([], 0);
        query = query with { NamesHidden = viewer.HidesNames(), Folded = query.Folded && viewer.Scope.IsAll, Now = time.GetUtcNow() };
        if (query.Part == AlarmPart.Suppressed && !viewer.Scope.IsAll) return new([], 0);
        var page = await alarms.ListAsync(viewer.Scope, query, ct);
        return page with { Items = [.. page.Items.Select(row => Shown(viewer, row))] };
    }

    /// <returns>null when there is none for this viewer. What is kept from people is kept from customers too.</returns>
    public async Task<AlarmRow?> FindAsync(Viewer viewer, AlarmId id, CancellationToken ct) =>
        viewer.May(Permission.ViewAlarms) && await alarms.FindAsync(viewer.Scope, id, ct) is { } row
            && (viewer.Scope.IsAll || row.Alarm.Suppression is null) ? Shown(viewer, row) : null;

    public async Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(Viewer viewer, CancellationToken ct) =>
        await alarms.CountOpenAsync(viewer.May(Permission.ViewAlarms) ? viewer.Scope : DeviceScope.None, ct);

    /// <summary>The console's buckets.</summary>
    public async Task<AlarmCounts> CountAsync(Viewer viewer, CancellationToken ct) =>
        await alarms.CountAsync(viewer.May(Permission.ViewAlarms) ? viewer.Scope : DeviceScope.None, viewer.UserId, time.GetUtcNow(), ct);

    /// <summary>The worst open alarm of each of these devices; those without one are left out.</summary>
    public async Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(Viewer viewer, IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        await alarms.WorstOpenAsync(viewer.May(Permission.ViewAlarms) ? viewer.Scope : DeviceScope.None, devices, ct);

    /// <returns>Oldest first; null when there is no such alarm for this viewer. Customers do not read the staff's notes.</returns>
    public async Task<IReadOnlyList<AlarmEvent>?> HistoryAsync(Viewer viewer, AlarmId id, CancellationToken ct)
    {
        if (await FindAsync(viewer, id, ct) is null) return null;
        var history = await alarms.HistoryAsync(id, ct);
        return viewer.Scope.IsAll ? history : [.. history.Where(e => e.Code != AlarmWord.Commented).Select(e => e with { Note = "", By = null, ById = null })];
    }

    /// <summary>From a frame to the alarms it raised.</summary>
    public async Task<IReadOnlyList<AlarmRow>> RaisedByAsync(Viewer viewer, StreamPosition position, CancellationToken ct) =>
        viewer.May(Permission.ViewAlarms)
            ? [.. (await alarms.RaisedByAsync(viewer.Scope, position, ct)).Where(r => viewer.Scope.IsAll || r.Alarm.Suppression is null).Select(r => Shown(viewer, r))]
            : [];

    /// <summary>What ended the same alarm before, on this device and on others.</summary>
    public async Task<AlarmsAlike> AlikeAsync(Viewer viewer, Alarm alarm, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewAlarms)) return AlarmsAlike.None;
        var like = await alarms.AlikeAsync(viewer.Scope, alarm, ct);
        return like with { Here = [.. like.Here.Select(r => Shown(viewer, r))], Elsewhere = [.. like.Elsewhere.Select(r => Shown(viewer, r))] };
    }

    /// <returns>The alarm afterwards, whoever acknowledged it first; null when the viewer may not or there is none.</returns>
    public async Task<Alarm?> AcknowledgeAsync(Viewer viewer, AlarmId id, CancellationToken ct) =>
        await actions.TakeAsync(viewer, new AlarmStep.Acknowledge(), [new(id)], ct) is { Results: [var result] } ? result.Alarm : null;

    private static AlarmRow Shown(Viewer viewer, AlarmRow row) => row with
    {
        Site = Masking.For(viewer, row.Site),
        Customer = Masking.For(viewer, row.Customer),
        Alarm = viewer.Scope.IsAll ? row.Alarm : row.Alarm with { Owner = null, OwnerId = null, AcknowledgedBy = null, Group = null },
    };
}
