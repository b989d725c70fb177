using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Actions.Commands;

/// <summary>
/// One thing asked of one device, with all that it needs to go its way: what the catalogue says later changes nothing about it.
/// One model, whichever way it takes.
/// </summary>
public sealed record Command
{
    public required CommandId Id { get; init; }

    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>The entry of the catalogue.</summary>
    public required string Action { get; init; }

    public int ActionVersion { get; init; }

    /// <summary>The word the device hears.</summary>
    public required string Word { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    public ActionTransport Transport { get; init; }

    /// <summary>JSON: what the shadow is to say, or the message's parameters.</summary>
    public required string Body { get; init; }

    /// <summary>null: IotLink itself, for an alarm.</summary>
    public Person? By { get; init; }

    public string Why { get; init; } = "";

    /// <summary>The alarm it is a remedy for.</summary>
    public AlarmId? Alarm { get; init; }

    public bool NeedsApproval { get; init; }

    public Person? ApprovedBy { get; init; }

    public TimeSpan Timeout { get; init; }

    public int Retries { get; init; }

    /// <summary>The criterion's text; null when the device's word is enough.</summary>
    public string? Success { get; init; }

    public TimeSpan Verify { get; init; }

    public required CommandState State { get; init; }

    /// <summary>One of <see cref="CommandReason"/>, once it ended without effect, or why it waits.</summary>
    public string? Reason { get; init; }

    /// <summary>What the device or a guard said; when verified, the evidence.</summary>
    public string? Detail { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Until then it must be with the device.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When time has something to say about it next; meaningful while it is not over.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was handed over.</summary>
    public int Attempts { get; init; }

    /// <summary>The shadow's version it was written with; 0 before, and for other ways.</summary>
    public long Token { get; init; }

    /// <summary>Grows with every change.</summary>
    public int Version { get; init; }

    public bool IsOver => EndedAt is not null;

    /// <summary>It did what it was for: the device did it, and telemetry agrees where it has a say.</summary>
    public bool Helped => IsOver && State is CommandState.Verified or CommandState.Acknowledged;
}
