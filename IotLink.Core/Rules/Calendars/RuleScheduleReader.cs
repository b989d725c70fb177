using System.Globalization;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Rules.Calendars;

/// <summary>Reads <c>schedule</c>: a word, or a mapping of days, hours, time zone and holidays.</summary>
internal static class RuleScheduleReader
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static IReadOnlyList<string> Words { get; } = ["always", "business-hours", "outside-business-hours"];

    /// <returns>null for always, and when something is wrong.</returns>
    public static RuleSchedule? Read(DocumentMap map)
    {
        if (map.Node("schedule") is null) return null;
        if (map.Node("schedule") is YamlMappingNode) return map.Map("schedule") is { } inside ? ReadMap(inside) : null;
        switch (map.Text("schedule"))
        {
            case "always":
                return null;
            case "business-hours":
                return RuleSchedule.BusinessHours;
            case "outside-business-hours":
                return RuleSchedule.BusinessHours with { Outside = true };
            case { } other:
                map.Fault("schedule", "rule.schedule", $"Found '{other}', expected {string.Join(", ", Words)}, or days and hours.");
                break;
        }

        return null;
    }

    private static RuleSchedule? ReadMap(DocumentMap map)
    {
        var before = map.Faults.Count;
        var days = DaysOf(map);
        var from = Hour(map, "from") ?? TimeSpan.Zero;
        var to = Hour(map, "to") ?? TimeSpan.FromDays(1);
        var zone = Zone(map);
        var holidays = HolidaysOf(map);
        var outside = map.Flag("outside") ?? false;
        map.Done();
        if (map.Faults.Count > before) return null;
        if (from == TimeSpan.Zero && to == TimeSpan.FromDays(1)) to = from;
        return new(days, from, to, zone, holidays, outside);
    }

    private static bool[] DaysOf(DocumentMap map)
    {
        var allowed = new bool[7];
        if (!map.Has("days")) return [true, true, true, true, true, true, true];
        var items = map.Node("days") is YamlSequenceNode
            ? map.Items("days").Select(item => (item.Node as YamlScalarNode)?.Value ?? "")
            : (map.Text("days") ?? "").Split(',', StringSplitOptions.TrimEntries);
        foreach (var item in items)
        {
            var ends = item.ToLowerInvariant().Split('-', StringSplitOptions.TrimEntries);
            var (first, last) = (Array.IndexOf(Days, ends[0]), Array.IndexOf(Days, ends[^1]));
            if (first < 0 || last < 0 || ends.Length > 2)
            {
                map.Fault("days", "rule.schedule", $"Expected days such as mon-fri or [sat, sun], found '{item}'.");
                break;
            }

            for (var day = first; ; day = (day + 1) % 7)
            {
                allowed[day] = true;
                if (day == last) break;
            }
        }

        return allowed;
    }

    private static TimeSpan? Hour(DocumentMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (text is "24:00") return TimeSpan.FromDays(1);
        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time.ToTimeSpan();
        map.Fault(key, "rule.schedule", $"Expected an hour such as \"09:00\" in quotes, found '{text}'.");
        return null;
    }

    private static TimeZoneInfo Zone(DocumentMap map)
    {
        if (map.Text("timezone") is not { } name) return RuleSchedule.SeoulTime;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        map.Fault("timezone", "rule.schedule", $"There is no time zone '{name}'; expected a name such as Asia/Seoul or UTC.");
        return RuleSchedule.SeoulTime;
    }

    /// <summary><c>kr</c>, dates, or both in a list.</summary>
    private static HolidayCalendar HolidaysOf(DocumentMap map)
    {
        if (!map.Has("holidays")) return HolidayCalendar.None;
        var items = map.Node("holidays") is YamlSequenceNode
            ? map.Items("holidays").Select(item => (item.Node as YamlScalarNode)?.Value ?? "").ToList()
            : [map.Text("holidays") ?? ""];
        var (calendar, dates) = (HolidayCalendar.None, new List<DateOnly>());
        foreach (var item in items)
        {
            if (item == "kr") calendar = HolidayCalendar.Korean;
            else if (DateOnly.TryParseExact(item, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) dates.Add(date);
            else if (item != "none") map.Fault("holidays", "rule.schedule", $"Expected kr, none or a date such as 2026-06-03, found '{item}'.");
        }

        return dates.Count == 0 ? calendar : calendar.With(dates);
    }
}
