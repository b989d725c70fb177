using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DispatchRequests(RelationalDatabase database) : IDispatchRequests
{
    public Task<Page<DispatchRow>> ListAsync(DeviceScope scope, DispatchQuery query, CancellationToken ct) => database.ReadAsync(
        async db =>
        {
            var rows = db.DispatchRequests.Join(AlarmQueries.Visible(db, scope), r => r.AlarmId, a => a.Alarm.Id, (r, a) => new { Request = r, Alarm = a });
            if (query.OnlyOpen) rows = rows.Where(r => r.Request.State == DispatchState.Open);
            var total = await rows.CountAsync(ct);
            var page = await rows.OrderBy(r => r.Request.State).ThenBy(r => r.Request.Severity).ThenBy(r => r.Request.RequestedAt).ThenBy(r => r.Request.AlarmId)
                .Skip(query.Skip).Take(query.Take).ToListAsync(ct);
            return new Page<DispatchRow>([.. page.Select(r => new DispatchRow(r.Request.ToRequest(), r.Alarm.ToRow()))], total);
        },
        ct);

    public Task<DispatchRequest?> FindAsync(AlarmId alarm, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await db.DispatchRequests.FirstOrDefaultAsync(r => r.AlarmId == alarm.Value, ct))?.ToRequest(), ct);

    public Task<bool> TakeAsync(AlarmId alarm, string ticket, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await db.DispatchRequests.FirstOrDefaultAsync(r => r.AlarmId == alarm.Value && r.State == DispatchState.Open, ct) is not { } request) return false;
            request.Settle(DispatchState.Taken, ticket, now);
            return true;
        },
        ct);
}
