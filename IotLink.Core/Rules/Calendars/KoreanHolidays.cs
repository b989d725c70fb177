using System.Globalization;

namespace IotLink.Core.Rules.Calendars;

/// <summary>
/// Korea's public holidays with their substitutes, after 공휴일에 관한 법률 with its amendment of 2026 (Labour Day and Constitution Day are
/// holidays from then on): Seollal and Chuseok are replaced when they meet a Sunday or another holiday, New Year and Memorial Day never,
/// the others when they meet a weekend or another holiday. Elections and days the government names from year to year are listed where
/// they were known; others a rule lists itself.
/// </summary>
public static class KoreanHolidays
{
    public const int FirstYear = 2023;
    public const int LastYear = 2040;
    private const int Amended = 2026;

    private static readonly KoreanLunisolarCalendar Lunar = new();

    private static readonly (int Year, int Month, int Day, string Name)[] Named =
    [
        (2023, 10, 2, "임시공휴일"), (2024, 4, 10, "국회의원선거일"), (2024, 10, 1, "임시공휴일"), (2025, 1, 27, "임시공휴일"),
        (2025, 6, 3, "대통령선거일"), (2026, 6, 3, "지방선거일"), (2028, 4, 12, "국회의원선거일"),
    ];

    private enum Substitute { Never, ForSunday, ForWeekend }

    /// <summary>Every holiday once, in order.</summary>
    public static IEnumerable<KeyValuePair<DateOnly, string>> All() => Enumerable.Range(FirstYear, LastYear - FirstYear + 1).SelectMany(Of);

    public static IReadOnlyList<KeyValuePair<DateOnly, string>> Of(int year)
    {
        var days = new List<Holiday>();
        Add(new(year, 1, 1), "신정", Substitute.Never);
        Feast(FromLunar(year, 1, 1), "설날");
        Add(new(year, 3, 1), "삼일절", Substitute.ForWeekend);
        if (year >= Amended) Add(new(year, 5, 1), "노동절", Substitute.ForWeekend);
        Add(new(year, 5, 5), "어린이날", Substitute.ForWeekend);
        Add(FromLunar(year, 4, 8), "부처님오신날", Substitute.ForWeekend);
        Add(new(year, 6, 6), "현충일", Substitute.Never);
        if (year >= Amended) Add(new(year, 7, 17), "제헌절", Substitute.ForWeekend);
        Add(new(year, 8, 15), "광복절", Substitute.ForWeekend);
        Feast(FromLunar(year, 8, 15), "추석");
        Add(new(year, 10, 3), "개천절", Substitute.ForWeekend);
        Add(new(year, 10, 9), "한글날", Substitute.ForWeekend);
        Add(new(year, 12, 25), "성탄절", Substitute.ForWeekend);
        foreach (var day in Named.Where(n => n.Year == year)) Add(new(day.Year, day.Month, day.Day), day.Name, Substitute.Never);
        var all = new SortedDictionary<DateOnly, string>();
        foreach (var day in days) all.TryAdd(day.Day, day.Name);
        Replace(days, all);
        return [.. all];

        void Add(DateOnly day, string name, Substitute substitute) => days.Add(new(day, name, substitute));

        void Feast(DateOnly day, string name)
        {
            foreach (var offset in new[] { -1, 0, 1 }) Add(day.AddDays(offset), offset == 0 ? name : $"{name} 연휴", Substitute.ForSunday);
        }
    }

    /// <summary>
    /// Each lost day gives one day off, on the next day that is neither weekend nor holiday: a feast's after the whole feast. When two
    /// meet on a day, one of them is lost.
    /// </summary>
    private static void Replace(List<Holiday> days, SortedDictionary<DateOnly, string> all)
    {
        var met = new HashSet<DateOnly>();
        foreach (var day in days.OrderBy(d => d.Day).ThenBy(d => d.Substitute == Substitute.ForSunday ? 0 : 1))
        {
            var again = !met.Add(day.Day);
            var weekday = day.Day.DayOfWeek;
            var lost = day.Substitute switch
            {
                Substitute.ForSunday => weekday == DayOfWeek.Sunday || again,
                Substitute.ForWeekend => weekday is DayOfWeek.Saturday or DayOfWeek.Sunday || again,
                _ => false,
            };
            if (!lost) continue;
            var free = day.Day;
            while (free.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || all.ContainsKey(free)) free = free.AddDays(1);
            all[free] = $"대체공휴일({day.Name})";
        }
    }

    /// <summary>A month of the Korean calendar that is no leap month.</summary>
    private static DateOnly FromLunar(int year, int month, int day)
    {
        var leap = Lunar.GetLeapMonth(year);
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }

    private sealed record Holiday(DateOnly Day, string Name, Substitute Substitute);
}
