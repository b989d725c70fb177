using IotLink.Core.Documents;
using IotLink.Core.Messages;

namespace IotLink.Core.Tickets;

/// <summary>One line of a ticket's history.</summary>
/// <param name="At">When it happened.</param>
/// <param name="WrittenAt">When IotLink heard of it: later where somebody was without a network.</param>
/// <param name="State">Afterwards.</param>
public sealed record TicketEvent(TicketNo No, DateTimeOffset At, DateTimeOffset WrittenAt, TicketWord Word, TicketState State, Person By, string Detail);

/// <summary>A step somebody wants to take.</summary>
/// <param name="Version">The version that was looked at; null where the step holds whatever happened meanwhile (a note).</param>
/// <param name="Key">Given by the one who asks; the same key twice is one step.</param>
/// <param name="HappenedAt">When it was done, where that was before it could be sent.</param>
public sealed record TicketAct(TicketStep Step, Person By, int? Version = null, string? Key = null, DateTimeOffset? HappenedAt = null);

/// <summary>What becomes of a step.</summary>
/// <param name="Happened">null when nothing did.</param>
public sealed record TicketDecision(Ticket After, TicketEvent? Happened, Refusal? Refusal);

/// <summary>What became of a wish.</summary>
/// <param name="Ticket">As it is now, done or not.</param>
/// <param name="Last">On a conflict: what somebody else did meanwhile.</param>
public sealed record TicketAnswer(Ticket Ticket, Refusal? Refusal, TicketEvent? Last = null)
{
    public bool IsDone => Refusal is null;
}
