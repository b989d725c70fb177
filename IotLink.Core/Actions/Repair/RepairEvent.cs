using IotLink.Core.Alarms;

namespace IotLink.Core.Actions.Repair;

/// <summary>One step of a loop, with its time.</summary>
/// <param name="What">One of <see cref="RepairWord"/>.</param>
/// <param name="Remedy">Name of the remedy it is about; empty for the loop itself.</param>
/// <param name="Reason">One of <see cref="Commands.CommandReason"/>, or null.</param>
public sealed record RepairEvent(AlarmId Alarm, int Round, DateTimeOffset At, string What, string Remedy, string? Reason = null, string Detail = "");

/// <summary>What can happen in a loop; screens say it in the reader's language.</summary>
public static class RepairWord
{
    public const string Waits = "waits";
    public const string Begins = "begins";
    public const string Skipped = "skipped";
    public const string Acknowledged = "acknowledged";
    public const string Failed = "failed";
    public const string Repaired = "repaired";
    public const string Over = "over";
    public const string Dispatched = "dispatched";
    public const string LeftToPeople = "left-to-people";

    /// <summary>A remedy stopped itself.</summary>
    public const string Stopped = "stopped";

    public static IReadOnlyList<string> All { get; } = [Waits, Begins, Skipped, Acknowledged, Failed, Repaired, Over, Dispatched, LeftToPeople, Stopped];
}
