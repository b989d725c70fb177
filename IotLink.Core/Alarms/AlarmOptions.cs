namespace IotLink.Core.Alarms;

/// <summary>Section <c>Alarms</c>.</summary>
public sealed class AlarmOptions
{
    public const string Section = "Alarms";

    /// <summary>An acknowledged alarm about which nothing is done returns to the queue after this.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a stroke can be undone.</summary>
    public TimeSpan Undo { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>This many raises within <see cref="FlapWithin"/> make one flapping alarm; 0 switches it off.</summary>
    public int FlapRaises { get; set; } = 5;

    public TimeSpan FlapWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Quiet for this long: a flapping alarm is over.</summary>
    public TimeSpan FlapSettles { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>More than this many alarms in a minute from one site or rule are one storm; 0 switches it off.</summary>
    public int StormPerMinute { get; set; } = 30;

    /// <summary>How long a hub's children have to be heard after the hub is back.</summary>
    public TimeSpan HubGrace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Time to acknowledge an alarm for immediate response; 0 for none.</summary>
    public TimeSpan AcknowledgeImmediate { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for one to be monitored.</summary>
    public TimeSpan AcknowledgeMonitoring { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The same for one that only informs.</summary>
    public TimeSpan AcknowledgeInformational { get; set; }

    /// <summary>What is wrong with a setting, by its key; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Lease <= TimeSpan.Zero) yield return $"{Section}:Lease must be longer than 0 (was {Lease})";
        if (Undo <= TimeSpan.Zero) yield return $"{Section}:Undo must be longer than 0 (was {Undo})";
        if (FlapRaises is < 0 or 1 or > 50) yield return $"{Section}:FlapRaises must be 0 or 2-50 (was {FlapRaises})";
        if (FlapWithin <= TimeSpan.Zero) yield return $"{Section}:FlapWithin must be longer than 0 (was {FlapWithin})";
        if (FlapSettles <= TimeSpan.Zero) yield return $"{Section}:FlapSettles must be longer than 0 (was {FlapSettles})";
        if (StormPerMinute < 0) yield return $"{Section}:StormPerMinute must be 0 or more (was {StormPerMinute})";
        if (AcknowledgeImmediate < TimeSpan.Zero) yield return $"{Section}:AcknowledgeImmediate must not be negative (was {AcknowledgeImmediate})";
        if (AcknowledgeMonitoring < TimeSpan.Zero) yield return $"{Section}:AcknowledgeMonitoring must not be negative (was {AcknowledgeMonitoring})";
        if (AcknowledgeInformational < TimeSpan.Zero) yield return $"{Section}:AcknowledgeInformational must not be negative (was {AcknowledgeInformational})";
        if (HubGrace < TimeSpan.Zero) yield return $"{Section}:HubGrace must not be negative (was {HubGrace})";
    }
}
