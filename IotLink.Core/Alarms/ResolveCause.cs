namespace IotLink.Core.Alarms;

/// <summary>What an alarm came from. Words that are stored; the order is the number one types.</summary>
public static class ResolveCause
{
    /// <summary>Not for people: the condition ended by itself.</summary>
    public const string Ended = "ended";

    /// <summary>Not for people: verification saw telemetry return to normal.</summary>
    public const string Verified = "verified";

    public const string FalseAlarm = "false-alarm";

    public static IReadOnlyList<string> Choices { get; } =
        ["repaired", "part-replaced", "adjusted", "remote-action", "environment", "planned-work", FalseAlarm, "unknown"];
}
