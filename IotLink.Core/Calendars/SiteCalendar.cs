namespace IotLink.Core.Calendars;

/// <summary>What time and what kind of day it is where this IotLink stands.</summary>
/// <param name="Extra">Holidays beside the computed ones.</param>
public sealed record SiteCalendar(TimeZoneInfo Zone, IReadOnlySet<DateOnly> Extra)
{
    public static SiteCalendar Korea { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"), new HashSet<DateOnly>());

    public bool IsHoliday(DateOnly day) => KoreanHolidays.IsHoliday(day) || Extra.Contains(day);

    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
