using IotLink.Core.Alarms;
using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Devices;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The alarm list as SQL: scope, search, order.</summary>
internal static class AlarmQueries
{
    /// <summary>
    /// Every query on alarms begins here, so that none can forget the scope. A customer sees the alarms of the devices it owns now,
    /// but not those from a time when the device was somebody else's.
    /// </summary>
    public static IQueryable<Joined> Visible(IotLinkDb db, DeviceScope scope)
    {
        var all =
            from alarm in db.Alarms
            join d in db.Devices on alarm.DeviceId equals d.Id into devices
            from device in devices.DefaultIfEmpty()
            join s in db.Sites on device.SiteId equals s.Id into sites
            from site in sites.DefaultIfEmpty()
            join c in db.Customers on site.CustomerId equals c.Id into customers
            from customer in customers.DefaultIfEmpty()
            select new Joined { Alarm = alarm, Site = site, Customer = customer };
        if (scope.IsAll) return all;
        var own = scope.Customer?.Value ?? "";
        return all.Where(r => r.Site!.CustomerId == own && !db.Ownerships.Any(o =>
            o.DeviceId == r.Alarm.DeviceId && o.From <= r.Alarm.NoticedAt && o.To > r.Alarm.NoticedAt
            && db.Sites.Any(s => s.Id == o.SiteId && s.CustomerId != own)));
    }

    /// <summary>What is suppressed is in no list but its own, open or not.</summary>
    public static IQueryable<Joined> Matching(IQueryable<Joined> rows, AlarmQuery query)
    {
        if (query.OnlyOpen) rows = rows.Where(r => r.Alarm.IsOpen);
        rows = query.Part == AlarmPart.Suppressed
            ? rows.Where(r => r.Alarm.SuppressedAs != null)
            : rows.Where(r => r.Alarm.SuppressedAs == null);
        rows = query.Part switch
        {
            AlarmPart.Queue => rows.Where(r => r.Alarm.SnoozedUntil == null || r.Alarm.SnoozedUntil <= query.Now),
            AlarmPart.InAction => rows.Where(r => r.Alarm.State == AlarmState.InAction || r.Alarm.State == AlarmState.Verifying),
            AlarmPart.Snoozed => rows.Where(r => r.Alarm.SnoozedUntil > query.Now),
            _ => rows,
        };
        if (query.Class is { } wanted) rows = rows.Where(r => r.Alarm.Class == wanted);
        if (query.Device is { } device) rows = rows.Where(r => r.Alarm.DeviceId == device.Value);
        if (query.OwnerId is { } owner) rows = rows.Where(r => r.Alarm.OwnerId == owner);
        if (query.ExplainedBy?.Value is { } hub) rows = rows.Where(r => r.Alarm.SuppressedAs == SuppressionKind.Hub && r.Alarm.SuppressedBy == hub);
        if (query.Group is { } storm) rows = rows.Where(r => r.Alarm.Storm == storm);
        return SearchText.TryPattern(query.Search, out var pattern) ? Saying(rows, pattern, query.NamesHidden) : rows;
    }

    /// <summary>Of a storm's open alarms only the first by name: the row that stands for all of them.</summary>
    public static IQueryable<Joined> Folded(IotLinkDb db, IQueryable<Joined> rows) =>
#pragma warning disable CA1309 // becomes SQL's <, by code point in both databases
        rows.Where(r => r.Alarm.Storm == null || !r.Alarm.IsOpen
            || !db.Alarms.Any(o => o.IsOpen && o.Storm == r.Alarm.Storm && o.SuppressedAs == null && string.Compare(o.Id, r.Alarm.Id) < 0));
#pragma warning restore CA1309

    /// <summary>Open first, most urgent first, newest first.</summary>
    public static IOrderedQueryable<Joined> Sorted(IQueryable<Joined> rows, bool onlyOpen)
    {
        var urgent = onlyOpen
            ? rows.OrderBy(r => r.Alarm.Severity)
            : rows.OrderByDescending(r => r.Alarm.IsOpen).ThenBy(r => r.Alarm.Severity);
        return urgent.ThenByDescending(r => r.Alarm.RaisedAt).ThenBy(r => r.Alarm.Id);
    }

    private static IQueryable<Joined> Saying(IQueryable<Joined> rows, string pattern, bool hidden)
    {
#pragma warning disable CA1304, CA1311 // becomes SQL's lower()
        return rows.Where(r =>
            EF.Functions.Like(r.Alarm.DeviceId.ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like(r.Alarm.Title.ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like((hidden ? r.Site!.Code : r.Site!.Name).ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like((hidden ? r.Customer!.Code : r.Customer!.Name).ToLower(), pattern, SearchText.Escape));
#pragma warning restore CA1304, CA1311
    }

    internal sealed class Joined
    {
        public required AlarmEntity Alarm { get; init; }

        public SiteEntity? Site { get; init; }

        public CustomerEntity? Customer { get; init; }

        public AlarmRow ToRow() => new(Alarm.ToAlarm(), Site?.ToSite(), Customer?.ToCustomer());
    }
}
