namespace IotLink.Core.Alarms.Escalation;

/// <summary>How far the telling of one alarm has come. One row per alarm; timers are its due time, so they survive restarts.</summary>
public sealed record EscalationRun
{
    public required AlarmId Alarm { get; init; }

    /// <summary>Grows each time the alarm begins anew: after a reopening everybody may be told again.</summary>
    public int Round { get; init; } = 1;

    public EscalationState State { get; init; }

    /// <summary>Null until a policy was chosen.</summary>
    public string? Policy { get; init; }

    public int PolicyVersion { get; init; }

    /// <summary>Index of the next step.</summary>
    public int Step { get; init; }

    /// <summary>How often the steps were gone through before.</summary>
    public int Lap { get; init; }

    /// <summary>The epoch for one that begins anew, until its policy is chosen.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the next step is due; meaningful while <see cref="IsRunning"/>.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Who or what ended it: a person's name, or null for the alarm's own course.</summary>
    public string? EndedBy { get; init; }

    public bool IsRunning => State is EscalationState.Starting or EscalationState.Running;
}

public enum EscalationState
{
    /// <summary>No policy chosen yet.</summary>
    Starting,

    Running,

    /// <summary>The alarm was acknowledged, resolved or suppressed.</summary>
    Ended,

    /// <summary>A person pressed Stop.</summary>
    Stopped,

    /// <summary>All steps were gone through and nobody acknowledged.</summary>
    Exhausted,

    /// <summary>No policy is for this alarm.</summary>
    NoPolicy,
}

/// <summary>What happened in a run, for people to read.</summary>
/// <param name="Step">From 0; null where it is about no step.</param>
/// <param name="What">Code: <c>chosen</c>, <c>told</c>, <c>nobody</c>, <c>exhausted</c>, <c>no-policy</c>, <c>stopped</c>.</param>
/// <param name="Detail">Names.</param>
public sealed record EscalationEvent(AlarmId Alarm, int Round, DateTimeOffset At, int? Step, string What, string Detail);
