namespace IotLink.Core.Alarms;

/// <summary>What became of earlier alarms of the same rule: on the same device, and on others that the viewer may see.</summary>
/// <param name="Here">The newest of this device.</param>
/// <param name="Elsewhere">The newest of other devices.</param>
/// <param name="Causes">What ended how many, most often first; of all that were looked at.</param>
public sealed record AlarmsAlike(IReadOnlyList<AlarmRow> Here, IReadOnlyList<AlarmRow> Elsewhere, IReadOnlyList<CauseCount> Causes)
{
    /// <summary>So many are looked at, newest first.</summary>
    public const int Most = 500;

    /// <summary>So many of each kind are listed.</summary>
    public const int Listed = 5;

    public static AlarmsAlike None { get; } = new([], [], []);

    /// <summary>How many this device had.</summary>
    public int CountHere { get; init; }

    public int CountElsewhere { get; init; }

    public int Count => CountHere + CountElsewhere;
}

/// <param name="Cause">One of <see cref="ResolveCause"/>.</param>
public sealed record CauseCount(string Cause, int Count);
