using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Rules;

/// <summary>What one rule concluded, when that changes anything.</summary>
/// <param name="Raise">true: the alarm begins; false: it ends.</param>
/// <param name="Evidence">Why, with the numbers put in: <c>tempC 84.6 &gt; 80 for 30s</c>.</param>
public sealed record RuleVerdict(CompiledRule Rule, bool Raise, string Evidence)
{
    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>Event time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The reading that decided; for a timer the device's last one before.</summary>
    public required StreamPosition Position { get; init; }

    /// <summary>0: a reading decided; else when the timer behind <see cref="Position"/> was due, in Unix milliseconds of the ingest clock.</summary>
    public long Tick { get; init; }

    public VerdictCause Cause { get; init; }

    /// <summary>The alarm goes on: only how bad it is has changed.</summary>
    public bool IsRegrade { get; init; }

    /// <summary>For a regrade: how bad the rule thought it was before; null when that cannot be told any more.</summary>
    public Severity? Was { get; init; }

    /// <summary>Of the level reached; the rule's own when it has none.</summary>
    public required Severity Severity { get; init; }

    public required AlarmClass Class { get; init; }
}

/// <summary>What brought a verdict about.</summary>
public enum VerdictCause
{
    Reading,

    /// <summary>Time that went by without a reading.</summary>
    Timer,

    /// <summary>The rule is no longer in force.</summary>
    Withdrawn,

    /// <summary>The rule was switched off.</summary>
    Disabled,
}
