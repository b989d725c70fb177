namespace IotLink.Core.Rules.Calendars;

/// <summary>
/// When a rule may raise alarms: hours of days of the week, without holidays, in a time zone. Hours that end before they begin go on into
/// the next morning and belong to the day they begin on. Immutable.
/// </summary>
/// <param name="Days">By <see cref="DayOfWeek"/>, Sunday first.</param>
/// <param name="To">Exclusive; equal to <paramref name="From"/>: the whole day.</param>
/// <param name="Outside">true: the other hours.</param>
public sealed record RuleSchedule(IReadOnlyList<bool> Days, TimeSpan From, TimeSpan To, TimeZoneInfo Zone, HolidayCalendar Holidays, bool Outside = false)
{
    private const int LookAhead = 400;

    /// <summary>Monday to Friday, 9 to 18 in Korea, without Korean public holidays.</summary>
    public static RuleSchedule BusinessHours { get; } = new(
        [false, true, true, true, true, true, false], TimeSpan.FromHours(9), TimeSpan.FromHours(18), TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), HolidayCalendar.Korean);

    public static TimeZoneInfo SeoulTime { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    public bool Allows(DateTimeOffset at) => IsInside(TimeZoneInfo.ConvertTime(at, Zone).DateTime) != Outside;

    /// <summary>The first moment from <paramref name="at"/> on at which it allows.</summary>
    /// <returns>null when there is none in more than a year.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset at)
    {
        if (Allows(at)) return at;
        var today = TimeZoneInfo.ConvertTime(at, Zone).Date;
        for (var day = 0; day < LookAhead; day++)
        {
            foreach (var hour in new[] { TimeSpan.Zero, From < To ? From : To, From < To ? To : From })
            {
                var local = today.AddDays(day) + hour;
                if (Zone.IsInvalidTime(local)) continue;
                var opening = new DateTimeOffset(local, Zone.GetUtcOffset(local));
                if (opening > at && Allows(opening)) return opening;
            }
        }

        return null;
    }

    private bool IsInside(DateTime local)
    {
        var (day, hour) = (DateOnly.FromDateTime(local), local.TimeOfDay);
        if (From == To) return IsWorking(day);
        if (From < To) return hour >= From && hour < To && IsWorking(day);
        return (hour >= From && IsWorking(day)) || (hour < To && IsWorking(day.AddDays(-1)));
    }

    private bool IsWorking(DateOnly day) => Days[(int)day.DayOfWeek] && !Holidays.Contains(day);
}
