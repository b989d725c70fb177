namespace IotLink.Core.Calendars;

/// <summary>What time and what kind of day it is where this IotLink stands.</summary>
/// <param name="Extra">Days off beside the computed ones.</param>
public sealed record SiteCalendar(TimeZoneInfo Zone, IReadOnlySet<DateOnly> Extra)
{
    public static SiteCalendar Korea { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), new HashSet<DateOnly>());

    /// <summary>Holidays on which this site works all the same.</summary>
    public IReadOnlySet<DateOnly> Working { get; init; } = new HashSet<DateOnly>();

    public bool IsHoliday(DateOnly day) => !Working.Contains(day) && (KoreanHolidays.IsHoliday(day) || Extra.Contains(day));

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
