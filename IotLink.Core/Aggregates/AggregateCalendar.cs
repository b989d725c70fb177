namespace IotLink.Core.Aggregates;

/// <summary>
/// Where windows begin and end: hours, quarters of a day and days of one time zone. A day is as long as it is there. For zones whose clock
/// moves by full hours.
/// </summary>
public sealed class AggregateCalendar(TimeZoneInfo zone)
{
    public static AggregateCalendar Korea { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));

    public TimeZoneInfo Zone => zone;

    public static IReadOnlyList<AggregateSpan> Spans { get; } = [AggregateSpan.Hour, AggregateSpan.SixHours, AggregateSpan.Day];

    public DateTimeOffset StartOf(AggregateSpan span, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        // An hour that the clock has twice is two hours; it begins at a full hour of its own offset.
        if (span == AggregateSpan.Hour) return new DateTimeOffset(local.Ticks - (local.Ticks % TimeSpan.TicksPerHour), local.Offset).ToUniversalTime();
        return Utc(local.Date.AddHours(span == AggregateSpan.Day ? 0 : local.Hour / 6 * 6));
    }

    /// <param name="start">Where a window begins.</param>
    /// <returns>Where the next one does.</returns>
    public DateTimeOffset EndOf(AggregateSpan span, DateTimeOffset start)
    {
        if (span == AggregateSpan.Hour) return start.AddHours(1);
        var local = TimeZoneInfo.ConvertTime(start, zone);
        return Utc(local.Date.AddHours(span == AggregateSpan.Day ? 24 : (local.Hour / 6 * 6) + 6));
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).Date);

    public DateTimeOffset StartOf(DateOnly day) => Utc(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>A time that the clock skips is the first after it.</summary>
    private DateTimeOffset Utc(DateTime local)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(wall)) wall = wall.AddMinutes(30);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
