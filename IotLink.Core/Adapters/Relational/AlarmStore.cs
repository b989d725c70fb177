using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class AlarmStore(RelationalDatabase database) : IAlarmStore
{
    public Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct) =>
        changes.Count == 0
            ? Task.FromResult<IReadOnlyList<Alarm>>([])
            : database.WriteAsync(db => new AlarmWriter(db).ApplyAsync(changes, ct), ct);

    public Task<IReadOnlyList<RuleMark>> MarksAsync(CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<RuleMark>>(
        async db => [.. (await db.AlarmMarks.ToListAsync(ct)).Select(m => m.ToMark())], ct);

    public Task<Page<AlarmRow>> ListAsync(DeviceScope scope, AlarmQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var found = AlarmQueries.Matching(AlarmQueries.Visible(db, scope), query);
            var total = await found.CountAsync(ct);
            var page = await AlarmQueries.Sorted(found, query.OnlyOpen).Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<AlarmRow>([.. page.Select(r => r.ToRow())], total);
        },
        ct);

    public Task<AlarmRow?> FindAsync(DeviceScope scope, AlarmId id, CancellationToken ct) => database.ReadAsync(
        async db => (await AlarmQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Alarm.Id == id.Value, ct))?.ToRow(), ct);

    public Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(DeviceScope scope, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<AlarmClass, int>>(
            async db =>
            {
                var counts = await AlarmQueries.Visible(db, scope).Where(r => r.Alarm.IsOpen)
                    .GroupBy(r => r.Alarm.Class).Select(g => new { Class = g.Key, Count = g.Count() }).ToListAsync(ct);
                return Enum.GetValues<AlarmClass>().ToDictionary(c => c, c => counts.Find(n => n.Class == c)?.Count ?? 0);
            },
            ct);

    public Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(DeviceScope scope, IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<DeviceId, Severity>>(
            async db =>
            {
                var ids = devices.Select(d => d.Value).ToList();
                var worst = AlarmQueries.Visible(db, scope).Where(r => r.Alarm.IsOpen && EF.Parameter(ids).Contains(r.Alarm.DeviceId))
                    .GroupBy(r => r.Alarm.DeviceId).Select(g => new { Device = g.Key, Worst = g.Min(r => r.Alarm.Severity) });
                return await worst.ToDictionaryAsync(w => DeviceId.Parse(w.Device, null), w => w.Worst, ct);
            },
            ct);

    public Task<Alarm?> AcknowledgeAsync(DeviceScope scope, AlarmId id, string by, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(
            async db =>
            {
                var found = await AlarmQueries.Visible(db, scope).FirstOrDefaultAsync(r => r.Alarm.Id == id.Value, ct);
                if (found is null) return null;
                var before = found.Alarm.ToAlarm();
                var after = AlarmLifecycle.Acknowledge(before, by, now);
                if (after == before) return before;
                found.Alarm.Take(after);
                db.AlarmEvents.Add(AlarmEventEntity.Of(new(id, now, after.State, by, "acknowledged")));
                return after;
            },
            ct);

    public Task<IReadOnlyList<AlarmEvent>> HistoryAsync(AlarmId id, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AlarmEvent>>(
        async db => [.. (await db.AlarmEvents.Where(e => e.AlarmId == id.Value).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())], ct);
}
