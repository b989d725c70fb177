using IotLink.Core.Actions.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>
/// Follows every change of alarms and commands, whoever makes it, in the same transaction: their loop is due at once, and a technician is not
/// asked for any more when the alarm is over.
/// </summary>
internal static class RepairFollow
{
    public static async Task FollowAsync(IotLinkDb db, CancellationToken ct)
    {
        var alarms = db.ChangeTracker.Entries<AlarmEntity>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
        var commands = db.ChangeTracker.Entries<CommandEntity>().Where(e => e.State == EntityState.Modified && e.Entity.AlarmId is not null).Select(e => e.Entity.AlarmId!);
        var ids = alarms.Select(a => a.Id).Concat(commands).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count == 0) return;
        foreach (var run in await db.Repairs.Where(r => r.IsRunning && EF.Parameter(ids).Contains(r.AlarmId)).ToListAsync(ct))
        {
            if (db.Entry(run).State == EntityState.Unchanged) run.Hurry();
        }

        var over = alarms.Where(a => !a.IsOpen).ToDictionary(a => a.Id);
        if (over.Count == 0) return;
        var names = over.Keys.ToList();
        foreach (var request in await db.DispatchRequests.Where(r => r.State == DispatchState.Open && EF.Parameter(names).Contains(r.AlarmId)).ToListAsync(ct))
        {
            request.Settle(DispatchState.Needless, null, over[request.AlarmId].ResolvedAt ?? request.RequestedAt);
        }
    }
}
