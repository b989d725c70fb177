using IotLink.Core.Actions;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Adapters.Relational;

internal sealed class RepairStore(RelationalDatabase database, IOptions<AlarmOptions> alarms, IOptions<ActionOptions> actions) : IRepairStore
{
    public Task<DueRepair?> NextAsync(DateTimeOffset now, CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            if (await Due(db, now).OrderBy(r => r.DueAt).ThenBy(r => r.AlarmId).FirstOrDefaultAsync(ct) is not { } entity) return null;
            var run = entity.ToRun();
            return new DueRepair(run.Alarm, run.Device, run.Product, run.Command is null && run.Rung < run.Ladder.Rungs.Count ? run.Ladder.Rungs[run.Rung] : null);
        },
        ct);

    public Task<RepairDecision?> AdvanceAsync(
        AlarmId alarm, DeviceAction? next, DateTimeOffset now, Func<RepairRun, RepairScene, IReadOnlyList<TriedRemedy>, RepairDecision> advance, CancellationToken ct) =>
        database.WriteAsync(
            async db =>
            {
                await OneAtATime.EnterAsync(db, OneAtATime.Commands, ct);
                if (await Due(db, now).FirstOrDefaultAsync(r => r.AlarmId == alarm.Value, ct) is not { } entity) return null;
                if (await db.Alarms.FirstOrDefaultAsync(a => a.Id == alarm.Value, ct) is not { } about) return null;
                var run = entity.ToRun();
                var scene = await SceneAsync(db, run, about, next, now, ct);
                var decision = advance(run, scene, await TriedAsync(db, run, ct));
                entity.Take(decision.After);
                await SaveAsync(db, run, about, decision, now, ct);
                return decision;
            },
            ct);

    public Task<RepairRun?> FindAsync(AlarmId alarm, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.Repairs.FirstOrDefaultAsync(r => r.AlarmId == alarm.Value, ct))?.ToRun(), ct);

    public Task<IReadOnlyList<RepairEvent>> EventsAsync(AlarmId alarm, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<RepairEvent>>(
        async db => [.. (await Events(db, alarm).ToListAsync(ct)).Select(e => e.ToEvent())], ct);

    public Task<IReadOnlyList<RemedyStop>> StopsAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<RemedyStop>>(
        async db => [.. (await db.RemedyStops.Where(s => s.ReleasedAt == null).OrderByDescending(s => s.At).ToListAsync(ct)).Select(s => s.ToStop())], ct);

    public Task<bool> ReleaseAsync(ProductId product, string action, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await CommandScenes.StopAsync(db, product, action, ct) is not { ReleasedAt: null } stop) return false;
            (stop.ReleasedAt, stop.Version) = (now, stop.Version + 1);
            return true;
        },
        ct);

    private static IQueryable<RepairEntity> Due(IotLinkDb db, DateTimeOffset now) => db.Repairs.Where(r => r.IsRunning && r.DueAt <= now);

    private static IOrderedQueryable<RepairEventEntity> Events(IotLinkDb db, AlarmId alarm) => db.RepairEvents.Where(e => e.AlarmId == alarm.Value).OrderBy(e => e.Id);

    private async Task<RepairScene> SceneAsync(IotLinkDb db, RepairRun run, AlarmEntity about, DeviceAction? next, DateTimeOffset now, CancellationToken ct)
    {
        var command = run.Command is { } id ? (await db.Commands.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id.Value, ct))?.ToCommand() : null;
        var device = (await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == run.Device.Value, ct))?.ToDevice();
        var guards = next is null ? new() : await CommandScenes.LoadAsync(db, run.Device, next, now, ct);
        if (command is not null && await CommandScenes.StopAsync(db, command.Product, command.Action, ct) is { ReleasedAt: null } stop && stop.ActionVersion == command.ActionVersion)
            guards = guards with { Stop = stop.ToStop() };
        return new(about.ToAlarm(), device, command, next, guards, DeviceSight.None)
        {
            Outcomes = command is { IsOver: true } ? await CommandScenes.OutcomesAsync(db, command, now - actions.Value.StopWithin, ct) : [],
        };
    }

    /// <summary>What was tried in this round and did not help.</summary>
    private static async Task<IReadOnlyList<TriedRemedy>> TriedAsync(IotLinkDb db, RepairRun run, CancellationToken ct) =>
    [
        .. (await Events(db, run.Alarm).AsNoTracking().Where(e => e.Round == run.Round && (e.What == RepairWord.Failed || e.What == RepairWord.Skipped)).ToListAsync(ct))
            .Select(e => new TriedRemedy(e.Remedy, e.Reason, e.Detail)),
    ];

    private async Task SaveAsync(IotLinkDb db, RepairRun run, AlarmEntity about, RepairDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var step in decision.Alarm)
        {
            var taken = AlarmLifecycle.Decide(about.ToAlarm(), step, null, now, alarms.Value.Lease);
            if (taken.Happened is not { } happened) continue;
            about.Take(taken.After);
            db.AlarmEvents.Add(AlarmEventEntity.Of(happened));
        }

        if (decision.Ask is { } command) CommandStore.Add(db, command);
        if (decision.OnCommand is { } onCommand && await db.Commands.FirstOrDefaultAsync(c => c.Id == run.Command!.Value.Value, ct) is { HandingOver: false } entity)
            CommandStore.Take(db, entity, onCommand, now);
        if (decision.Dispatch is { } dispatch && !await db.DispatchRequests.AnyAsync(r => r.AlarmId == dispatch.Alarm.Value, ct))
            db.DispatchRequests.Add(DispatchRequestEntity.Of(dispatch));
        if (decision.Stop is { } stop) await StopAsync(db, stop, ct);
        db.RepairEvents.AddRange(decision.Happened.Select(RepairEventEntity.Of));
    }

    private static async Task StopAsync(IotLinkDb db, RemedyStop stop, CancellationToken ct)
    {
        var entity = await CommandScenes.StopAsync(db, stop.Product, stop.Action, ct);
        if (entity is null) db.RemedyStops.Add(entity = new() { ProductId = stop.Product.Value, Action = stop.Action });
        entity.Take(stop);
    }
}
