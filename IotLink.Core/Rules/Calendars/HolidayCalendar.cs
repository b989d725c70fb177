using System.Collections.Frozen;
using IotLink.Core.Calendars;

namespace IotLink.Core.Rules.Calendars;

/// <summary>Days on which nobody works. Immutable.</summary>
public sealed class HolidayCalendar(IEnumerable<KeyValuePair<DateOnly, string>> days)
{
    private readonly FrozenDictionary<DateOnly, string> _days = days.DistinctBy(d => d.Key).ToFrozenDictionary();

    public static HolidayCalendar None { get; } = new([]);

    /// <summary>Public holidays of Korea, <see cref="KoreanHolidays.FirstYear"/> to <see cref="KoreanHolidays.LastYear"/>.</summary>
    public static HolidayCalendar Korean { get; } = new(KoreanHolidays.All.Select(h => KeyValuePair.Create(h.Day, h.Korean)));

    /// <summary>What the day is called; null for a working day.</summary>
    public string? NameOf(DateOnly day) => _days.GetValueOrDefault(day);

    public bool Contains(DateOnly day) => _days.ContainsKey(day);

    /// <summary>The same and some more.</summary>
    public HolidayCalendar With(IEnumerable<DateOnly> more) => new([.. _days, .. more.Select(day => KeyValuePair.Create(day, ""))]);
}
