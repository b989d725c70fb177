using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>Earlier alarms of the same rule: a short look at many, a whole look at the few that are listed.</summary>
internal static class AlarmsAlikeQuery
{
    public static async Task<AlarmsAlike> OfAsync(IotLinkDb db, DeviceScope scope, Alarm alarm, CancellationToken ct)
    {
        var (id, device, product, code) = (alarm.Id.Value, alarm.Device.Value, alarm.Product.Value, alarm.Code);
        var rows = AlarmQueries.Visible(db, scope).Where(r => r.Alarm.ProductId == product && r.Alarm.Code == code);
        var over = await rows.Where(r => !r.Alarm.IsOpen && r.Alarm.SuppressedAs == null && r.Alarm.Id != id)
            .OrderByDescending(r => r.Alarm.RaisedAt).ThenBy(r => r.Alarm.Id).Take(AlarmsAlike.Most)
            .Select(r => new { r.Alarm.Id, r.Alarm.DeviceId, r.Alarm.Cause }).ToListAsync(ct);
        if (over.Count == 0) return AlarmsAlike.None;
        var apart = over.ToLookup(o => o.DeviceId == device, o => o.Id);
        List<string> listed = [.. apart[true].Take(AlarmsAlike.Listed), .. apart[false].Take(AlarmsAlike.Listed)];
        var whole = (await rows.Where(r => EF.Parameter(listed).Contains(r.Alarm.Id)).ToListAsync(ct)).Select(r => r.ToRow()).OrderByDescending(r => r.Alarm.RaisedAt)
            .ToLookup(r => r.Alarm.Device == alarm.Device);
        var causes = over.Where(o => o.Cause != null).GroupBy(o => o.Cause!).Select(g => new CauseCount(g.Key, g.Count()));
        return new([.. whole[true]], [.. whole[false]], [.. causes.OrderByDescending(c => c.Count).ThenBy(c => c.Cause, StringComparer.Ordinal)])
        {
            CountHere = apart[true].Count(),
            CountElsewhere = apart[false].Count(),
        };
    }
}
