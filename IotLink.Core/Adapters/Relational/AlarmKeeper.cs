using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>What time brings: reads what is due, lets the pure decisions decide.</summary>
internal sealed class AlarmKeeper(IotLinkDb db, AlarmOptions options)
{
    private readonly Dictionary<string, (AlarmEntity Entity, Alarm Alarm)> _changed = [];

    public async Task<IReadOnlyList<Alarm>> KeepAsync(DateTimeOffset now, CancellationToken ct)
    {
        await ReturnAsync(now, ct);
        await SettleAsync(now, ct);
        await ReleaseAsync(now, ct);
        await ExplainAsync(now, ct);
        await GatherAsync(now, ct);
        return [.. _changed.Values.Select(c => c.Alarm)];
    }

    public static IReadOnlyDictionary<string, string> Says(AlarmSuppression suppression) =>
        new Dictionary<string, string> { ["kind"] = suppression.Kind.ToString(), ["by"] = suppression.By, ["name"] = suppression.Name };

    private async Task ReturnAsync(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var entity in await db.Alarms.Where(a => a.IsOpen && a.State == AlarmState.Acknowledged && a.LeaseUntil <= now).ToListAsync(ct))
        {
            var decision = AlarmLifecycle.Decide(entity.ToAlarm(), new AlarmStep.Return(), null, now, options.Lease);
            if (decision.Happened is { } happened) Save(entity, decision.After, happened);
        }
    }

    private async Task SettleAsync(DateTimeOffset now, CancellationToken ct)
    {
        foreach (var entity in await db.Alarms.Where(a => a.IsOpen && a.QuietSince != null).ToListAsync(ct))
        {
            var alarm = entity.ToAlarm();
            if (Flapping.HasSettled(alarm, now, options)) Save(entity, Flapping.Settle(alarm, now), AlarmWord.Settled, now, new Dictionary<string, string>());
        }
    }

    private async Task ReleaseAsync(DateTimeOffset now, CancellationToken ct)
    {
        var suppressed = await db.Alarms.Where(a => a.IsOpen && a.SuppressedAs != null).ToListAsync(ct);
        if (suppressed.Count == 0) return;
        var windows = (await MaintenanceStore.Living(db, now).AsNoTracking().ToListAsync(ct)).ConvertAll(w => w.ToWindow());
        var hubs = suppressed.Where(a => a.SuppressedAs == SuppressionKind.Hub).Select(a => a.SuppressedBy!).Distinct(StringComparer.Ordinal).ToList();
        var explaining = (await db.Alarms.AsNoTracking().Where(a => EF.Parameter(hubs).Contains(a.Id)).ToListAsync(ct)).ToDictionary(a => a.Id, a => a.ToAlarm());
        foreach (var entity in suppressed)
        {
            var alarm = entity.ToAlarm();
            if (!Suppressing.IsOver(alarm.Suppression!, windows, explaining.GetValueOrDefault(alarm.Suppression!.By), now, options.HubGrace)) continue;
            Save(entity, alarm with { Suppression = null, Version = alarm.Version + 1 }, AlarmWord.Released, now, Says(alarm.Suppression));
        }
    }

    /// <summary>Children that fell silent before their hub was known to be: nobody has taken them up yet, and the hub explains them.</summary>
    private async Task ExplainAsync(DateTimeOffset now, CancellationToken ct)
    {
        var found = await (
            from child in db.Alarms
            join device in db.Devices on child.DeviceId equals device.Id
            join hub in db.Alarms on device.HubId equals hub.DeviceId
            where child.IsOpen && child.Silence && child.SuppressedAs == null && child.State == AlarmState.New && hub.IsOpen && hub.Silence
            select new { Child = child, Hub = hub.Id, HubDevice = hub.DeviceId }).ToListAsync(ct);
        foreach (var pair in found)
        {
            var alarm = pair.Child.ToAlarm();
            if (_changed.ContainsKey(pair.Child.Id)) continue;
            var suppression = new AlarmSuppression(SuppressionKind.Hub, pair.Hub, pair.HubDevice);
            Save(pair.Child, alarm with { Suppression = suppression, Version = alarm.Version + 1 }, AlarmWord.Suppressed, now, Says(suppression));
        }
    }

    private async Task GatherAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (options.StormPerMinute == 0) return;
        var since = now - Storms.Within;
        var recent = await (
            from alarm in db.Alarms
            join d in db.Devices on alarm.DeviceId equals d.Id into devices
            from device in devices.DefaultIfEmpty()
            where alarm.IsOpen && alarm.SuppressedAs == null && alarm.NoticedAt > since
            select new { alarm.Id, Site = device.SiteId, alarm.ProductId, alarm.Code, alarm.NoticedAt, alarm.Storm }).ToListAsync(ct);
        var gusts = recent.ConvertAll(r => new Gust(AlarmId.Parse(r.Id, null), r.Site, $"{r.ProductId}/{r.Code}", r.NoticedAt, r.Storm));
        var gathered = Storms.Find(gusts, options.StormPerMinute);
        if (gathered.Count == 0) return;
        var ids = gathered.Keys.Select(id => id.Value).ToList();
        foreach (var entity in await db.Alarms.Where(a => EF.Parameter(ids).Contains(a.Id)).ToListAsync(ct))
        {
            var alarm = entity.ToAlarm();
            var storm = gathered[alarm.Id].ToString();
            Save(entity, alarm with { Group = storm, Version = alarm.Version + 1 }, AlarmWord.Grouped, now, new Dictionary<string, string> { ["storm"] = storm });
        }
    }

    private void Save(AlarmEntity entity, Alarm after, string word, DateTimeOffset now, IReadOnlyDictionary<string, string> data) =>
        Save(entity, after, new(after.Id, now, after.State, null, word) { Version = after.Version, Data = data });

    private void Save(AlarmEntity entity, Alarm after, AlarmEvent happened)
    {
        entity.Take(after);
        _changed[entity.Id] = (entity, after);
        db.AlarmEvents.Add(AlarmEventEntity.Of(happened));
    }
}
