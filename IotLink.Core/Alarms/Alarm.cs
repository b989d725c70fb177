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

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public StreamPosition? ResolvedBy { get; init; }

    /// <summary>Grows with every change; a write that names an older one is a conflict.</summary>
    public int Version { get; init; }
}

/// <summary>Open states first; <see cref="Resolved"/> ends it.</summary>
public enum AlarmState { New, Acknowledged, Resolved }
