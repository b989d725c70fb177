using IotLink.Core.Calendars;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>What a step of an escalation is decided from, beside the run itself.</summary>
/// <param name="Site">The calendar without the days people entered.</param>
public sealed record EscalationScene(OnCallBook Book, SiteCalendar Site)
{
    /// <summary>Of quiet hours, business hours and rotations.</summary>
    public SiteCalendar Calendar => Book.Days.On(Site);

    public DateTime Local(DateTimeOffset at) => Calendar.Local(at);

    /// <summary>The policy for an alarm that begins now; null when none is for it.</summary>
    public EscalationPolicy? Choose(AlarmRow row, DateTimeOffset now) => Book.Policies.FirstOrDefault(p => Fits(p.Match, row, Local(now)));

    private bool Fits(PolicyMatch match, AlarmRow row, DateTime local) =>
        (match.Classes.Count == 0 || match.Classes.Contains(row.Alarm.Class))
        && (match.Products.Count == 0 || match.Products.Contains(row.Alarm.Product.Value))
        && (match.Customers.Count == 0 || (row.Customer is { } customer && match.Customers.Contains(customer.Id.Value)))
        && (match.When == WhenHours.Always || match.When == WhenHours.BusinessHours == IsBusiness(match, local));

    private bool IsBusiness(PolicyMatch match, DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        return day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            && !Calendar.IsHoliday(day)
            && TimeOnly.FromDateTime(local).IsBetween(match.From, match.To);
    }
}
