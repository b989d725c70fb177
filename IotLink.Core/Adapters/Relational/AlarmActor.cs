using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>One stroke of a person on one or many alarms, and taking it back, in one transaction.</summary>
internal sealed class AlarmActor(IotLinkDb db, DeviceScope scope, AlarmOptions options)
{
    private HashSet<(string Device, string Code)> _open = [];

    public async Task<IReadOnlyList<AlarmResult>> ActAsync(AlarmAct act, CancellationToken ct)
    {
        var found = await FindAsync(act, ct);
        if (act.Step is AlarmStep.Reopen) await LoadOpenAsync(found, ct);
        var seen = act.Targets.Where(t => t.Version is not null).ToDictionary(t => t.Id.Value, t => t.Version!.Value);
        var quicker = await QuickerAsync([.. found.Where(a => seen.TryGetValue(a.Id, out var version) && version != a.Version)], ct);
        return [.. found.Select(entity => Act(entity, act, quicker.GetValueOrDefault(entity.Id) is { } last && last.Version > seen[entity.Id] ? last : null))];
    }

    public async Task<IReadOnlyList<AlarmResult>> UndoAsync(AlarmUndo undo, CancellationToken ct)
    {
        if (undo.Batch.Length == 0) return [];
        var lines = await db.AlarmEvents.Where(e => e.Batch == undo.Batch && e.ById == undo.By.UserId && e.Before != null).ToListAsync(ct);
        var ids = lines.Select(e => e.AlarmId).ToList();
        var found = await AlarmQueries.Visible(db, scope).Where(r => EF.Parameter(ids).Contains(r.Alarm.Id)).Select(r => r.Alarm).ToListAsync(ct);
        await LoadOpenAsync(found, ct);
        var byAlarm = lines.ToDictionary(e => e.AlarmId);
        return [.. found.Select(entity => Undo(entity, byAlarm[entity.Id], undo))];
    }

    private async Task<List<AlarmEntity>> FindAsync(AlarmAct act, CancellationToken ct)
    {
        var visible = AlarmQueries.Visible(db, scope);
        if (act.Matching is { } query)
        {
            return await AlarmQueries.Sorted(AlarmQueries.Matching(visible, query), query.OnlyOpen).Take(AlarmAct.Most).Select(r => r.Alarm).ToListAsync(ct);
        }

        var ids = act.Targets.Select(t => t.Id.Value).Distinct(StringComparer.Ordinal).Take(AlarmAct.Most).ToList();
        return await visible.Where(r => EF.Parameter(ids).Contains(r.Alarm.Id)).Select(r => r.Alarm).ToListAsync(ct);
    }

    /// <summary>The last thing a person did to each of these.</summary>
    private async Task<Dictionary<string, AlarmEvent>> QuickerAsync(List<AlarmEntity> changed, CancellationToken ct)
    {
        if (changed.Count == 0) return [];
        var ids = changed.Select(a => a.Id).ToList();
        var lines = await db.AlarmEvents.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.AlarmId) && e.By != null).OrderBy(e => e.Id).ToListAsync(ct);
        return lines.GroupBy(e => e.AlarmId).ToDictionary(g => g.Key, g => g.Last().ToEvent());
    }

    private async Task LoadOpenAsync(List<AlarmEntity> found, CancellationToken ct)
    {
        var devices = found.Where(a => !a.IsOpen).Select(a => a.DeviceId).Distinct(StringComparer.Ordinal).ToList();
        if (devices.Count == 0) return;
        var open = await db.Alarms.Where(a => a.IsOpen && EF.Parameter(devices).Contains(a.DeviceId)).Select(a => new { a.DeviceId, a.Code }).ToListAsync(ct);
        _open = [.. open.Select(a => (a.DeviceId, a.Code))];
    }

    private AlarmResult Act(AlarmEntity entity, AlarmAct act, AlarmEvent? quicker)
    {
        var before = entity.ToAlarm();
        if (quicker is not null) return new(before, new(AlarmReason.Quicker, quicker.By ?? ""), quicker);
        if (act.Step is AlarmStep.Reopen && IsTaken(before)) return new(before, new(AlarmReason.NewerOpen, ""));
        var decision = AlarmLifecycle.Decide(before, act.Step, act.By, act.Now, options.Lease);
        if (decision.Happened is not { } happened) return new(before, decision.Refusal);
        entity.Take(decision.After);
        if (entity.IsOpen) _open.Add((entity.DeviceId, entity.Code));
        db.AlarmEvents.Add(AlarmEventEntity.Of(happened with { Batch = act.Batch.Length > 0 ? act.Batch : null }, AlarmHandling.Of(before)));
        return new(decision.After, null);
    }

    private AlarmResult Undo(AlarmEntity entity, AlarmEventEntity line, AlarmUndo undo)
    {
        var now = entity.ToAlarm();
        if (now.Version != line.Version || undo.Now > line.At + options.Undo) return new(now, new(AlarmReason.CannotUndo, ""));
        var after = line.ToHandling()!.PutBack(now);
        if (after.IsOpen && !now.IsOpen && IsTaken(now)) return new(now, new(AlarmReason.NewerOpen, ""));
        entity.Take(after);
        db.AlarmEvents.Add(AlarmEventEntity.Of(new(after.Id, undo.Now, after.State, undo.By.Name, AlarmWord.Undone)
        {
            ById = undo.By.UserId,
            Version = after.Version,
            Data = new Dictionary<string, string> { ["step"] = line.Code },
        }));
        return new(after, null);
    }

    private bool IsTaken(Alarm alarm) => !alarm.IsOpen && _open.Contains((alarm.Device.Value, alarm.Code));
}
