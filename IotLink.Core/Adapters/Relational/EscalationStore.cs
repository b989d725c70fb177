using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Devices;
using IotLink.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class EscalationStore(RelationalDatabase database) : IEscalationStore
{
    public Task<IReadOnlyList<Advanced>> AdvanceAsync(
        int most, DateTimeOffset now, Func<EscalationRun, AlarmRow, Advanced> advance, CancellationToken ct) => database.WriteAsync<IReadOnlyList<Advanced>>(
        async db =>
        {
            var due = await Running(db).Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Take(most).ToListAsync(ct);
            if (due.Count == 0) return [];
            var rows = await RowsAsync(db, due, ct);
            var done = new List<Advanced>(due.Count);
            foreach (var run in due)
            {
                if (rows.TryGetValue(run.AlarmId, out var row)) done.Add(Save(db, run, advance(run.ToRun(), row), now));
                else run.End(EscalationState.Ended, null);
            }

            return done;
        },
        ct);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await Running(db).OrderBy(r => r.DueAt).FirstOrDefaultAsync(ct))?.DueAt, ct);

    public Task<EscalationRun?> FindAsync(AlarmId alarm, CancellationToken ct) => database.ReadLatestAsync(
        async db => (await db.Escalations.FirstOrDefaultAsync(r => r.AlarmId == alarm.Value, ct))?.ToRun(), ct);

    public Task<IReadOnlyList<EscalationEvent>> EventsAsync(AlarmId alarm, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<EscalationEvent>>(
        async db => [.. (await db.EscalationEvents.Where(e => e.AlarmId == alarm.Value).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())], ct);

    public Task<IReadOnlyList<(EscalationRun Run, AlarmRow Row)>> RunningAsync(int most, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<(EscalationRun, AlarmRow)>>(
            async db =>
            {
                var running = await Running(db).Where(r => r.State == EscalationState.Running)
                    .Join(db.Alarms, r => r.AlarmId, a => a.Id, (r, a) => new { Run = r, a.Severity, a.RaisedAt })
                    .OrderBy(r => r.Severity).ThenByDescending(r => r.RaisedAt).Take(most).Select(r => r.Run).ToListAsync(ct);
                var rows = await RowsAsync(db, running, ct);
                return [.. running.Where(r => rows.ContainsKey(r.AlarmId)).Select(r => (r.ToRun(), rows[r.AlarmId]))];
            },
            ct);

    public Task<bool> StopAsync(AlarmId alarm, string by, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await Running(db).FirstOrDefaultAsync(r => r.AlarmId == alarm.Value, ct) is not { } run) return false;
            run.End(EscalationState.Stopped, by);
            db.EscalationEvents.Add(EscalationEventEntity.Of(new(alarm, run.Round, now, null, "stopped", by)));
            await AlarmPaging.WithdrawAsync(db, [alarm.Value], now, ct);
            return true;
        },
        ct);

    private static IQueryable<EscalationEntity> Running(IotLinkDb db) =>
        db.Escalations.Where(r => r.State == EscalationState.Starting || r.State == EscalationState.Running);

    private static async Task<Dictionary<string, AlarmRow>> RowsAsync(IotLinkDb db, List<EscalationEntity> runs, CancellationToken ct)
    {
        var ids = runs.ConvertAll(r => r.AlarmId);
        var rows = await AlarmQueries.Visible(db, DeviceScope.All).Where(r => EF.Parameter(ids).Contains(r.Alarm.Id)).AsNoTracking().ToListAsync(ct);
        return rows.ToDictionary(r => r.Alarm.Id, r => r.ToRow());
    }

    private static Advanced Save(IotLinkDb db, EscalationEntity run, Advanced done, DateTimeOffset now)
    {
        run.Take(done.After);
        foreach (var told in done.Told)
        {
            var entity = NotificationEntity.Of(told);
            db.Notifications.Add(entity);
            if (told.State == NotificationState.Delivered) db.Receipts.Add(ReceiptEntity.Of(entity, now));
        }

        db.EscalationEvents.AddRange(done.Events.Select(EscalationEventEntity.Of));
        return done;
    }
}
