using System.Globalization;

namespace IotLink.Core.Calendars;

/// <summary>
/// Days off in Korea: the public holidays after 공휴일에 관한 법률 with their substitutes (Constitution Day is one since its amendment of
/// February 2026), and Labour Day, which is a paid day off for employees by a law of its own and is not made up for. Days that are decreed one
/// by one are listed where they were known; later ones, and what a company does otherwise, are the site's own days. Lunar dates are
/// those of <see cref="KoreanLunisolarCalendar"/>.
/// </summary>
public static class KoreanHolidays
{
    public const int FirstYear = 2023;
    public const int LastYear = 2049;
    private const int ConstitutionDaySince = 2026;

    private static readonly KoreanLunisolarCalendar Lunar = new();

    private static readonly Holiday[] Decreed =
    [
        Temporary(2023, 10, 2), Election(2024, 4, 10), Temporary(2024, 10, 1), Temporary(2025, 1, 27), Election(2025, 6, 3),
        Election(2026, 6, 3), Election(2028, 4, 12),
    ];

    private static readonly Dictionary<int, IReadOnlyList<Holiday>> Known = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).ToDictionary(y => y, Compute);
    private static readonly HashSet<DateOnly> Days = [.. All.Select(h => h.Day)];

    /// <summary>Of all known years.</summary>
    public static IEnumerable<Holiday> All => Known.Values.SelectMany(h => h);

    public static bool IsHoliday(DateOnly day) => Days.Contains(day);

    /// <returns>In order of their days, each day once; empty for a year that is not known.</returns>
    public static IReadOnlyList<Holiday> Of(int year) => Known.GetValueOrDefault(year, []);

    private static IReadOnlyList<Holiday> Compute(int year)
    {
        List<Holiday> named =
        [
            new(new(year, 1, 1), "신정", "New Year's Day"),
            .. Feast(FromLunar(year, 1, 1), "설날", "Seollal"),
            new(new(year, 3, 1), "삼일절", "Independence Movement Day", Substitute.ForWeekend),
            new(new(year, 5, 1), "노동절", "Labour Day"),
            new(new(year, 5, 5), "어린이날", "Children's Day", Substitute.ForWeekend),
            new(FromLunar(year, 4, 8), "부처님오신날", "Buddha's Birthday", Substitute.ForWeekend),
            new(new(year, 6, 6), "현충일", "Memorial Day"),
            .. year < ConstitutionDaySince ? Array.Empty<Holiday>() : [new(new(year, 7, 17), "제헌절", "Constitution Day", Substitute.ForWeekend)],
            new(new(year, 8, 15), "광복절", "Liberation Day", Substitute.ForWeekend),
            .. Feast(FromLunar(year, 8, 15), "추석", "Chuseok"),
            new(new(year, 10, 3), "개천절", "National Foundation Day", Substitute.ForWeekend),
            new(new(year, 10, 9), "한글날", "Hangul Day", Substitute.ForWeekend),
            new(new(year, 12, 25), "성탄절", "Christmas Day", Substitute.ForWeekend),
            .. Decreed.Where(d => d.Day.Year == year),
        ];
        var all = new SortedDictionary<DateOnly, Holiday>();
        foreach (var holiday in named) all.TryAdd(holiday.Day, holiday);
        Replace(named, all);
        return [.. all.Values];
    }

    private static IEnumerable<Holiday> Feast(DateOnly day, string korean, string english) =>
    [
        new(day.AddDays(-1), $"{korean} 연휴", $"{english} holidays", Substitute.ForSunday),
        new(day, korean, english, Substitute.ForSunday),
        new(day.AddDays(1), $"{korean} 연휴", $"{english} holidays", Substitute.ForSunday),
    ];

    /// <summary>
    /// Each lost day gives one day off, on the next day that is neither weekend nor holiday: a feast's after the whole feast. When two
    /// meet on a day, one of them is lost.
    /// </summary>
    private static void Replace(List<Holiday> named, SortedDictionary<DateOnly, Holiday> all)
    {
        var met = new HashSet<DateOnly>();
        foreach (var holiday in named.OrderBy(h => h.Day).ThenBy(h => h.Moves == Substitute.ForSunday ? 0 : 1))
        {
            var meets = !met.Add(holiday.Day);
            var weekday = holiday.Day.DayOfWeek;
            var lost = holiday.Moves switch
            {
                Substitute.ForSunday => weekday == DayOfWeek.Sunday || meets,
                Substitute.ForWeekend => weekday is DayOfWeek.Saturday or DayOfWeek.Sunday || meets,
                _ => false,
            };
            if (!lost) continue;
            var free = holiday.Day;
            while (free.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || all.ContainsKey(free)) free = free.AddDays(1);
            all[free] = new(free, $"대체공휴일({holiday.Korean})", $"{holiday.English} (substitute)");
        }
    }

    private static Holiday Temporary(int year, int month, int day) => new(new(year, month, day), "임시공휴일", "Temporary holiday");

    private static Holiday Election(int year, int month, int day) => new(new(year, month, day), "선거일", "Election day");

    /// <summary>A month of the Korean calendar that is no leap month.</summary>
    private static DateOnly FromLunar(int year, int month, int day)
    {
        var leap = Lunar.GetLeapMonth(year); // months after a leap month count one more
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }
}
