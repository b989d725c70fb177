namespace IotLink.Core.Tickets.Sla;

/// <summary>What is promised for a ticket; copied into it when it is opened, so that a later change breaks no promise.</summary>
/// <param name="Respond">Until a technician has it.</param>
/// <param name="Arrive">Until the technician is on site.</param>
/// <param name="Repair">Until it is fixed.</param>
/// <param name="AroundTheClock">Nights, weekends and holidays count.</param>
public sealed record SlaTargets(TimeSpan Respond, TimeSpan Arrive, TimeSpan Repair, bool AroundTheClock);

public enum SlaGoal { Respond, Arrive, Repair }

public enum SlaState
{
    Running,

    /// <summary>The ticket waits for something outside.</summary>
    Paused,

    /// <summary>In time.</summary>
    Met,

    /// <summary>Reached, too late.</summary>
    Late,

    /// <summary>Not reached, and the time is over.</summary>
    Overdue,

    /// <summary>The ticket ended before: merged or cancelled.</summary>
    Dropped,
}
