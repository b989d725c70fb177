using IotLink.Core.Messages;

namespace IotLink.Core.Alarms;

/// <summary>What becomes of a step: the alarm afterwards with the line of its history, or why not.</summary>
public sealed record AlarmDecision(Alarm After, AlarmEvent? Happened, Refusal? Refusal)
{
    public static AlarmDecision Refuse(Alarm alarm, string code, string detail) => new(alarm, null, new(code, detail));
}

/// <summary>Why a step on an alarm is refused.</summary>
public static class AlarmReason
{
    /// <summary>The alarm is over.</summary>
    public const string Over = "alarm.over";

    /// <summary>The alarm is still open.</summary>
    public const string StillOpen = "alarm.still-open";

    /// <summary>The step does not follow from the state the alarm is in.</summary>
    public const string NotNow = "alarm.not-now";

    /// <summary>A cause, a reason or a text is missing, or too long.</summary>
    public const string Incomplete = "alarm.incomplete";

    /// <summary>Somebody else did something in between; the detail names who.</summary>
    public const string Quicker = "alarm.quicker";

    /// <summary>There is a newer open alarm of the same device and code.</summary>
    public const string NewerOpen = "alarm.newer-open";

    /// <summary>Too late, or something happened since.</summary>
    public const string CannotUndo = "alarm.cannot-undo";
}
