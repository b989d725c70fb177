namespace IotLink.Core.Alarms.Escalation;

/// <summary>Who is on call when: rotations, and swaps that go before them.</summary>
public sealed record OnCallCalendar : IOnCallEntry
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Version { get; init; }

    /// <summary>The first that applies and has people decides.</summary>
    public IReadOnlyList<Rotation> Rotations { get; init; } = [];

    /// <summary>Later entries go before earlier ones.</summary>
    public IReadOnlyList<Swap> Swaps { get; init; } = [];

    /// <param name="local">Time in the site's zone.</param>
    /// <returns>null when nobody is: a gap.</returns>
    public string? OnCallAt(DateTime local, Func<DateOnly, bool> isHoliday)
    {
        for (var i = Swaps.Count - 1; i >= 0; i--)
        {
            if (Swaps[i].From <= local && local < Swaps[i].To) return Swaps[i].Person;
        }

        return Rotations.Select(r => r.OnCallAt(local, isHoliday)).FirstOrDefault(p => p is not null);
    }
}

/// <summary>People taking turns of whole days, handing over at a time of day.</summary>
/// <param name="From">The day the first person's first turn begins.</param>
public sealed record Rotation(IReadOnlyList<string> People, DateOnly From, int DaysPerTurn, TimeOnly HandOver, RotationDays Days = RotationDays.All)
{
    public string? OnCallAt(DateTime local, Func<DateOnly, bool> isHoliday)
    {
        var shift = local - HandOver.ToTimeSpan(); // a shift belongs to the day it began on
        var day = DateOnly.FromDateTime(shift);
        if (People.Count == 0 || DaysPerTurn < 1 || day < From || !Applies(day, isHoliday)) return null;
        return People[(day.DayNumber - From.DayNumber) / DaysPerTurn % People.Count];
    }

    private bool Applies(DateOnly day, Func<DateOnly, bool> isHoliday)
    {
        var free = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || isHoliday(day);
        return Days switch { RotationDays.WorkingDays => !free, RotationDays.FreeDays => free, _ => true };
    }
}

/// <summary>Working days are Monday to Friday without public holidays; free days are the others.</summary>
public enum RotationDays { All, WorkingDays, FreeDays }

/// <summary>Somebody takes over for a while. Times are local.</summary>
public sealed record Swap(DateTime From, DateTime To, string Person, string By);
