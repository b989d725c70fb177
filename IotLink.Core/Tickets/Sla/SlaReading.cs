namespace IotLink.Core.Tickets.Sla;

/// <summary>How a ticket stands with one of its promises.</summary>
/// <param name="Due">null while the clock stands.</param>
/// <param name="Left">Promised time that is left; negative when it is over.</param>
public sealed record SlaReading(SlaGoal Goal, SlaState State, DateTimeOffset? Due, DateTimeOffset? ReachedAt, TimeSpan Left)
{
    /// <summary>All three promises.</summary>
    public static IReadOnlyList<SlaReading> Of(Ticket ticket, TicketRules rules, DateTimeOffset now) =>
        [.. Goals(ticket).Select(g => Read(ticket, rules, g.Goal, g.Promised, g.Reached, now))];

    /// <summary>Which of its promises is due next; null while it waits, and when none is left.</summary>
    public static DateTimeOffset? NextDue(Ticket ticket, TicketRules rules) => ticket.IsOver || ticket.OpenPause is not null
        ? null
        : Goals(ticket).Where(g => g.Reached is null).Select(g => SlaClock.Due(rules.HoursOf(ticket.Sla), ticket.SlaFrom, g.Promised, ticket.Pauses)).Min();

    private static (SlaGoal Goal, TimeSpan Promised, DateTimeOffset? Reached)[] Goals(Ticket ticket) =>
    [
        (SlaGoal.Respond, ticket.Sla.Respond, ticket.RespondedAt ?? ticket.ArrivedAt ?? ticket.RepairedAt),
        (SlaGoal.Arrive, ticket.Sla.Arrive, ticket.ArrivedAt ?? ticket.RepairedAt),
        (SlaGoal.Repair, ticket.Sla.Repair, ticket.RepairedAt),
    ];

    private static SlaReading Read(Ticket ticket, TicketRules rules, SlaGoal goal, TimeSpan promised, DateTimeOffset? reached, DateTimeOffset now)
    {
        var hours = rules.HoursOf(ticket.Sla);
        var left = promised - SlaClock.Used(hours, ticket.SlaFrom, reached ?? ticket.EndedAt ?? now, ticket.Pauses);
        var state = reached is not null ? (left < TimeSpan.Zero ? SlaState.Late : SlaState.Met)
            : ticket.IsOver ? SlaState.Dropped
            : left < TimeSpan.Zero ? SlaState.Overdue
            : ticket.OpenPause is not null ? SlaState.Paused
            : SlaState.Running;
        return new(goal, state, SlaClock.Due(hours, ticket.SlaFrom, promised, ticket.Pauses), reached, left);
    }
}
