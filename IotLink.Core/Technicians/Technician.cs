using IotLink.Core.Devices;

namespace IotLink.Core.Technicians;

/// <summary>Somebody who drives to devices: what they can, where and when they work, what is in the van.</summary>
public sealed record Technician
{
    public required TechnicianId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whom the person signs in as; null for one without an account.</summary>
    public string? AccountId { get; init; }

    public string Phone { get; init; } = "";

    /// <summary>Words tickets ask for: a product's id, or a trade.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Provinces and cities, as sites name theirs.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    public Shift Shift { get; init; } = Shift.Usual;

    /// <summary>Where a day begins and ends.</summary>
    public GeoPoint? Home { get; init; }

    public IReadOnlyList<Leave> Leaves { get; init; } = [];

    /// <summary>Part number to pieces in the van.</summary>
    public IReadOnlyDictionary<string, int> Stock { get; init; } = new Dictionary<string, int>();

    /// <summary>false: has left; old tickets keep the name.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Grows with every change; 0 for one that was never saved.</summary>
    public int Version { get; init; }

    public bool Can(string? skill) => skill is null || Skills.Contains(skill, StringComparer.OrdinalIgnoreCase);

    public bool Carries(string part) => Stock.GetValueOrDefault(part) > 0;

    public Leave? LeaveOn(DateOnly day) => Leaves.FirstOrDefault(l => l.From <= day && day <= l.To);
}

/// <summary>Days off, both included.</summary>
public sealed record Leave(DateOnly From, DateOnly To, string Why);

/// <summary>The hours of a working day, by the calendar's clock.</summary>
public sealed record Shift(TimeOnly From, TimeOnly To, TimeOnly BreakFrom, TimeOnly BreakTo, IReadOnlyList<DayOfWeek> Days)
{
    public static Shift Usual { get; } = new(
        new(9, 0), new(18, 0), new(12, 0), new(13, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    /// <summary>Works on holidays, too: a standby shift.</summary>
    public bool Holidays { get; init; }
}
