using System.Globalization;
using IotLink.Core.Alarms.Escalation;
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

    /// <summary>Our reading of the law of 2026; the lunar feasts meet other holidays as the law says.</summary>
    [Theory]
    [InlineData("2026-05-01", "노동절")]
    [InlineData("2026-07-17", "제헌절")]
    [InlineData("2027-07-19", "대체공휴일(제헌절)")]
    [InlineData("2026-06-03", "선거일")]
    [InlineData("2025-01-27", "임시공휴일")]
    [InlineData("2028-10-05", "대체공휴일(개천절)")] // meets Chuseok
    [InlineData("2029-02-12", "설날 연휴")]
    [InlineData("2033-01-31", "설날")] // after a leap month
    public void Each_day_has_its_name(string day, string name)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        Assert.Equal(name, KoreanHolidays.Of(date.Year).Single(h => h.Day == date).Korean);
    }

    [Theory]
    [InlineData("2025-07-17")]
    [InlineData("2027-05-03")] // Labour Day does not move
    public void Before_the_law_and_beyond_it_are_working_days(string day) => Assert.False(KoreanHolidays.IsHoliday(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_known_year_has_its_days_once_in_order_and_no_substitute_on_a_weekend() => Assert.All(
        Enumerable.Range(KoreanHolidays.FirstYear, KoreanHolidays.LastYear - KoreanHolidays.FirstYear + 1),
        year =>
        {
            var days = KoreanHolidays.Of(year);
            Assert.Equal(days.Select(d => d.Day).Distinct().Order(), days.Select(d => d.Day));
            Assert.InRange(days.Count(d => !d.English.EndsWith("(substitute)", StringComparison.Ordinal)), year < 2026 ? 14 : 15, 20);
            Assert.All(days.Where(d => d.English.EndsWith("(substitute)", StringComparison.Ordinal)), d => Assert.False(d.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));
        });

    [Fact]
    public void A_site_adds_days_of_its_own_and_works_on_others()
    {
        var days = new SiteDays { Days = [new(new(2026, 11, 24), "창립기념일"), new(new(2026, 12, 25), "납기", IsWorking: true)] };
        var calendar = days.On(SiteCalendar.Korea);

        Assert.True(calendar.IsHoliday(new(2026, 11, 24)));
        Assert.False(calendar.IsHoliday(new(2026, 12, 25)));
        Assert.True(calendar.IsHoliday(new(2027, 1, 1)));
    }
}
