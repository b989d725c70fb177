namespace IotLink.Core.Adapters.Relational;

/// <summary>One version of a policy, team or calendar.</summary>
internal sealed class OnCallEntity
{
    /// <summary>Name of the type: <c>EscalationPolicy</c>, <c>Team</c>, <c>OnCallCalendar</c>.</summary>
    public required string Kind { get; set; }

    public required string EntryId { get; set; }

    public int Version { get; set; }

    /// <summary>JSON; null when this version retired it.</summary>
    public string? Body { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
