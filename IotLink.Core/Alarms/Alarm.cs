using IotLink.Core.Alarms.Suppression;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>
/// Something about a device that people should know. There is one open alarm per device and <see cref="Code"/>, whoever noticed:
/// a rule, the device itself, or both.
/// </summary>
public sealed record Alarm
{
    public required AlarmId Id { get; init; }

    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>The rule's id, or the code the device reported.</summary>
    public required string Code { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required AlarmClass Class { get; init; }

    public required AlarmState State { get; init; }

    /// <summary>Event time of the reading that raised it.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When IotLink noticed: raised minus event time is the delay.</summary>
    public required DateTimeOffset NoticedAt { get; init; }

    public required StreamPosition RaisedBy { get; init; }

    /// <summary>Why, with the numbers put in: <c>tempC 84.6 &gt; 80</c>.</summary>
    public required string Evidence { get; init; }

    /// <summary>Version of the rule document that raised it; 0 for one the device reported.</summary>
    public int RuleVersion { get; init; }

    public bool FromRule { get; init; }

    public bool FromDevice { get; init; }

    /// <summary>It says that nothing is heard: what a hub's silence explains of its children.</summary>
    public bool Silence { get; init; }

    /// <summary>By whom it is acknowledged now; a lease that ran out takes it away again.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>Stays when the lease runs out.</summary>
    public DateTimeOffset? FirstAcknowledgedAt { get; init; }

    /// <summary>Account of who takes care of it; null for nobody.</summary>
    public string? OwnerId { get; init; }

    public string? Owner { get; init; }

    /// <summary>When it returns to the queue unless somebody does something about it.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public StreamPosition? ResolvedBy { get; init; }

    /// <summary>What it came from, once somebody knows: one of <see cref="ResolveCause"/>.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether it was right to raise it, in the word of who resolved it; null when nobody said.</summary>
    public bool? Useful { get; init; }

    /// <summary>How often its condition began within the time that makes it flapping; else 1.</summary>
    public int Raises { get; init; } = 1;

    public bool Flapping { get; init; }

    /// <summary>A flapping alarm's condition is away since then; it is not over until it stays away.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    public int Reopenings { get; init; }

    /// <summary>What keeps it from people; null when they see it.</summary>
    public AlarmSuppression? Suppression { get; init; }

    /// <summary>The storm it belongs to, as <see cref="AlarmGroup"/> writes it.</summary>
    public string? Group { get; init; }

    /// <summary>Grows with every change; a write that names an older one is a conflict.</summary>
    public int Version { get; init; }

    public bool IsOpen => State is not (AlarmState.Resolved or AlarmState.Closed);

    /// <summary>Open, and nothing keeps it from people: only such alarms are counted, shown and told about.</summary>
    public bool IsShown => IsOpen && Suppression is null;
}

/// <summary>How far an alarm is. Assigned, snoozed and suppressed are said beside it; the numbers are stored.</summary>
public enum AlarmState
{
    New = 0,
    Acknowledged = 1,
    Resolved = 2,

    /// <summary>An action runs that should end it.</summary>
    InAction = 3,

    /// <summary>The action is done; telemetry has to show that it helped.</summary>
    Verifying = 4,

    /// <summary>Resolved and laid aside.</summary>
    Closed = 5,
}
