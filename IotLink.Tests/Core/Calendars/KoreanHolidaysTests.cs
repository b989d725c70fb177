using System.Globalization;
using IotLink.Core.Calendars;

namespace IotLink.Tests.Core.Calendars;

public sealed class KoreanHolidaysTests
{
    /// <summary>As the government published them.</summary>
    [Theory]
    [InlineData("2025-01-28", "2025-01-29", "2025-01-30", "2025-03-03", "2025-05-05", "2025-05-06", "2025-10-05", "2025-10-06", "2025-10-07", "2025-10-08")]
    [InlineData("2026-02-16", "2026-02-17", "2026-02-18", "2026-03-02", "2026-05-24", "2026-05-25", "2026-08-17", "2026-09-24", "2026-09-25", "2026-09-26", "2026-10-05")]
    [InlineData("2023-01-21", "2023-01-22", "2023-01-23", "2023-01-24", "2023-05-29", "2023-09-28", "2023-09-29", "2023-09-30")]
    [InlineData("2024-02-12", "2024-05-06", "2024-05-15", "2024-09-16", "2024-09-17", "2024-09-18")]
    public void Lunar_and_substitute_holidays_are_as_published(params string[] days) =>
        Assert.All(days, day => Assert.True(KoreanHolidays.IsHoliday(DateOnly.Parse(day, CultureInfo.InvariantCulture)), day));

    [Theory]
    [InlineData("2026-02-19")] // Seollal on weekdays moves nothing
    [InlineData("2026-09-28")] // Chuseok's Saturday is not made up for
    [InlineData("2026-06-08")] // nor is Memorial Day
    [InlineData("2025-10-10")]
    [InlineData("2026-11-23")]
    public void Other_days_are_none(string day) => Assert.False(KoreanHolidays.IsHoliday(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_known_year_has_its_fifteen_days_and_no_substitute_on_a_weekend() => Assert.All(
        Enumerable.Range(KoreanHolidays.FirstYear, KoreanHolidays.LastYear - KoreanHolidays.FirstYear + 1),
        year =>
        {
            var days = KoreanHolidays.Of(year);
            Assert.Equal(15, days.Count(d => !d.English.EndsWith("(substitute)", StringComparison.Ordinal)));
            Assert.All(days.Where(d => d.English.EndsWith("(substitute)", StringComparison.Ordinal)), d => Assert.False(d.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        });
}
