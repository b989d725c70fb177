namespace IotLink.Core.Actions;

/// <summary>Section <c>Actions</c>.</summary>
public sealed class ActionOptions
{
    public const string Section = "Actions";

    /// <summary>Whether alarms start remedies by themselves.</summary>
    public bool Automatic { get; set; } = true;

    /// <summary>How long a remedy waits for its turn (caps, another remedy on the device) before the next one is tried.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A remedy that failed on so many devices within <see cref="StopWithin"/> stops itself; 0 switches that off.</summary>
    public int StopAfter { get; set; } = 5;

    /// <summary>... when at least this share of its last runs failed.</summary>
    public double StopShare { get; set; } = 0.5;

    public TimeSpan StopWithin { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a host may be silent about a command it holds before another takes it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with a setting, by its key; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (LongestWait < TimeSpan.Zero) yield return $"{Section}:LongestWait must not be negative (was {LongestWait})";
        if (StopAfter < 0) yield return $"{Section}:StopAfter must be 0 or more (was {StopAfter})";
        if (StopShare is <= 0 or > 1) yield return $"{Section}:StopShare must be above 0 and at most 1 (was {StopShare})";
        if (StopWithin <= TimeSpan.Zero) yield return $"{Section}:StopWithin must be longer than 0 (was {StopWithin})";
        if (Lease < TimeSpan.FromSeconds(1)) yield return $"{Section}:Lease must be 1 s or more (was {Lease})";
    }
}
