using System.Globalization;

namespace IotLink.Core.Calendars;

/// <summary>
/// Public holidays of Korea by the rules in force since 2023, substitute holidays included. What is decreed for one day (an election, a
/// temporary holiday) follows from no rule: it is a setting. Lunar dates are known up to 2050.
/// </summary>
public static class KoreanHolidays
{
    public const int FirstYear = 2023;
    public const int LastYear = 2049;

    private static readonly KoreanLunisolarCalendar Lunar = new();
    private static readonly Dictionary<int, IReadOnlyList<Holiday>> Known = Enumerable.Range(FirstYear, LastYear - FirstYear + 1).ToDictionary(y => y, Compute);
    private static readonly HashSet<DateOnly> Days = [.. Known.Values.SelectMany(h => h).Select(h => h.Day)];

    public static bool IsHoliday(DateOnly day) => Days.Contains(day);

    /// <returns>In order of their days; empty for a year that is not known.</returns>
    public static IReadOnlyList<Holiday> Of(int year) => Known.GetValueOrDefault(year, []);

    private static IReadOnlyList<Holiday> Compute(int year)
    {
        var (newYear, harvest) = (FromLunar(year, 1, 1), FromLunar(year, 8, 15));
        List<Holiday> days =
        [
            new(new(year, 1, 1), "신정", "New Year's Day", Substitute.None),
            .. Around(newYear, "설날", "Seollal"),
            new(new(year, 3, 1), "삼일절", "Independence Movement Day", Substitute.Weekend),
            new(new(year, 5, 5), "어린이날", "Children's Day", Substitute.Weekend),
            new(FromLunar(year, 4, 8), "부처님 오신 날", "Buddha's Birthday", Substitute.Weekend),
            new(new(year, 6, 6), "현충일", "Memorial Day", Substitute.None),
            new(new(year, 8, 15), "광복절", "Liberation Day", Substitute.Weekend),
            .. Around(harvest, "추석", "Chuseok"),
            new(new(year, 10, 3), "개천절", "National Foundation Day", Substitute.Weekend),
            new(new(year, 10, 9), "한글날", "Hangul Day", Substitute.Weekend),
            new(new(year, 12, 25), "성탄절", "Christmas Day", Substitute.Weekend),
        ];
        return [.. days.Concat(Substitutes(days)).OrderBy(h => h.Day)];
    }

    private static IEnumerable<Holiday> Around(DateOnly day, string korean, string english) =>
        Enumerable.Range(-1, 3).Select(n => new Holiday(day.AddDays(n), korean, english, Substitute.Sunday));

    /// <summary>The next day that is neither holiday nor weekend; each further substitute goes to the one after.</summary>
    private static List<Holiday> Substitutes(List<Holiday> days)
    {
        var taken = days.Select(h => h.Day).ToHashSet();
        var added = new List<Holiday>();
        foreach (var same in days.GroupBy(h => h.Day).OrderBy(g => g.Key))
        {
            // Two on one day are one lost day, and so is one on a weekend.
            var lost = same.Where(h => IsLost(h) || (same.Count() > 1 && h.Rule != Substitute.None)).Skip(same.Count() > 1 && !same.Any(IsLost) ? 1 : 0).Take(1);
            foreach (var holiday in lost)
            {
                var day = holiday.Day.AddDays(1);
                while (taken.Contains(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
                taken.Add(day);
                added.Add(new(day, $"대체공휴일({holiday.Korean})", $"{holiday.English} (substitute)", Substitute.None));
            }
        }

        return added;
    }

    private static bool IsLost(Holiday h) =>
        (h.Day.DayOfWeek == DayOfWeek.Sunday && h.Rule != Substitute.None) || (h.Day.DayOfWeek == DayOfWeek.Saturday && h.Rule == Substitute.Weekend);

    private static DateOnly FromLunar(int year, int month, int day)
    {
        var leap = Lunar.GetLeapMonth(year); // months after a leap month count one more
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }
}

/// <param name="Rule">Which weekend days move it.</param>
public sealed record Holiday(DateOnly Day, string Korean, string English, Substitute Rule);

public enum Substitute { None, Sunday, Weekend }
