using IotLink.Core.Calendars;

namespace IotLink.Core.Tickets.Sla;

/// <summary>When the clock of an ordinary ticket runs: working days between two times, holidays left out.</summary>
public sealed record SlaHours(SiteCalendar Calendar, TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Days)
{
    /// <summary>The open time of the days from a moment on, in order; without end.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> After(DateTimeOffset start)
    {
        for (var day = DateOnly.FromDateTime(Calendar.Local(start)); ; day = day.AddDays(1))
        {
            if (!Days.Contains(day.DayOfWeek) || Calendar.IsHoliday(day)) yield return (At(day, From), At(day, From));
            else yield return (Later(start, At(day, From)), Later(start, At(day, To)));
        }
    }

    private DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new(local, Calendar.Zone.GetUtcOffset(local));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
