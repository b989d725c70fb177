using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;

namespace IotLink.Core.Dispatch;

/// <summary>A stretch in which a technician is free, and where they come from. Pure.</summary>
/// <param name="Place">Of the visit before it on that day, else home.</param>
public sealed record FreeTime(DateTimeOffset From, DateTimeOffset To, GeoPoint? Place)
{
    /// <summary>In order of time, for some days from now on.</summary>
    public static IEnumerable<FreeTime> Of(Workdays who, SiteCalendar calendar, DateTimeOffset now, int days)
    {
        var first = DateOnly.FromDateTime(calendar.Local(now));
        for (var n = 0; n < days; n++)
        {
            foreach (var free in OfDay(who, calendar, first.AddDays(n)))
            {
                var from = free.From > now ? free.From : now;
                if (from < free.To) yield return free with { From = from };
            }
        }
    }

    /// <summary>Whether the technician works on this day at all.</summary>
    public static bool Works(Technician who, SiteCalendar calendar, DateOnly day) =>
        who.Shift.Days.Contains(day.DayOfWeek) && (who.Shift.Holidays || !calendar.IsHoliday(day)) && who.LeaveOn(day) is null;

    private static IEnumerable<FreeTime> OfDay(Workdays who, SiteCalendar calendar, DateOnly day)
    {
        var (shift, place) = (who.Technician.Shift, who.Technician.Home);
        if (!Works(who.Technician, calendar, day)) yield break;
        var (at, end) = (At(calendar, day, shift.From), At(calendar, day, shift.To));
        var pause = (From: At(calendar, day, shift.BreakFrom), To: At(calendar, day, shift.BreakTo));
        var taken = who.Bookings.Where(b => b.Visit.Leaves < end && b.Visit.To > at)
            .Select(b => (From: b.Visit.Leaves, b.Visit.To, Place: b.Place ?? place))
            .Append((pause.From, pause.To, Place: null)).OrderBy(t => t.From);
        foreach (var busy in taken)
        {
            if (busy.From > at) yield return new(at, busy.From, place);
            if (busy.To > at) at = busy.To;
            place = busy.Place ?? place;
        }

        if (at < end) yield return new(at, end, place);
    }

    internal static DateTimeOffset At(SiteCalendar calendar, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
