namespace IotLink.Core.Firmware.Campaigns;

/// <summary>How fast, in which order, and when to stop.</summary>
public sealed record CampaignPlan
{
    /// <summary>Shares of the fleet, growing, the last is 1: the first ring is the canary.</summary>
    public IReadOnlyList<double> Rings { get; init; } = [0.01, 0.1, 0.5, 1];

    /// <summary>The next ring opens when so many of the open ones have come to an end: a device that is switched off does not hold up the fleet.</summary>
    public double Settled { get; init; } = 0.9;

    /// <summary>Somebody opens each ring.</summary>
    public bool RingsByHand { get; init; }

    public RolloutRate Rate { get; init; } = new(PerMinute: 60);

    /// <summary>Each device begins somewhere in this time after its ring opens; where, is fixed for the device.</summary>
    public TimeSpan Jitter { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    /// <summary>When devices may be sent something, in the plant's time of day; null: always.</summary>
    public DailyWindow? Window { get; init; }

    /// <summary>Times a failed or timed-out update is tried again; a device that rejected it is left alone.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>How long a device may be at it; 1 minute to 7 days.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a device is looked at after it said it succeeded.</summary>
    public TimeSpan Watch { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A condition over a device's newest reading that holds while it is well, such as <c>tempC &lt; 80</c>; null: to be heard is to be well.
    /// </summary>
    public string? Health { get; init; }

    /// <summary>What the device is told to do.</summary>
    public DocumentForm Form { get; init; }

    public StopRules Stop { get; init; } = new();

    /// <summary>Who goes back to the version before when the campaign halts.</summary>
    public ReturnScope OnHalt { get; init; } = ReturnScope.Harmed;
}

/// <summary>From and to in the plant's time of day; over midnight when <paramref name="From"/> is later.</summary>
public readonly record struct DailyWindow(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly at) => at.IsBetween(From, To);
}

/// <summary>How the job document is written.</summary>
public enum DocumentForm
{
    /// <summary>IotLink's own: operation, version, url, size, sha256, signature.</summary>
    Plain,

    /// <summary>As FreeRTOS's OTA agent reads it.</summary>
    FreeRtos,
}

public enum ReturnScope
{
    /// <summary>Nobody by itself.</summary>
    None,

    /// <summary>Those that failed, are unwell, or were in the middle.</summary>
    Harmed,

    /// <summary>Everybody who has begun.</summary>
    Fleet,
}
