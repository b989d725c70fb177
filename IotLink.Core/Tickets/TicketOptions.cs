using IotLink.Core.Tickets.Sla;

namespace IotLink.Core.Tickets;

/// <summary>Section <c>Tickets</c>.</summary>
public sealed class TicketOptions
{
    public const string Section = "Tickets";

    /// <summary>What is promised, by priority.</summary>
    public Dictionary<TicketPriority, SlaOptions> Sla { get; set; } = new()
    {
        [TicketPriority.Urgent] = new() { Respond = TimeSpan.FromMinutes(30), Arrive = TimeSpan.FromHours(4), Repair = TimeSpan.FromHours(8), AroundTheClock = true },
        [TicketPriority.High] = new() { Respond = TimeSpan.FromHours(1), Arrive = TimeSpan.FromHours(8), Repair = TimeSpan.FromHours(16) },
        [TicketPriority.Normal] = new() { Respond = TimeSpan.FromHours(4), Arrive = TimeSpan.FromHours(18), Repair = TimeSpan.FromHours(36) },
        [TicketPriority.Low] = new() { Respond = TimeSpan.FromHours(9), Arrive = TimeSpan.FromHours(45), Repair = TimeSpan.FromHours(90) },
    };

    /// <summary>Working hours, by which promises count unless they count around the clock.</summary>
    public TimeOnly WorkFrom { get; set; } = new(9, 0);

    public TimeOnly WorkTo { get; set; } = new(18, 0);

    /// <summary>A visit for the same failure of the same device within this is a repeat: the repair did not hold.</summary>
    public TimeSpan RepeatWithin { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long work takes unless somebody says otherwise.</summary>
    public TimeSpan Work { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What a product's visits have to tick off beyond the built-in items, by product id.</summary>
    public Dictionary<string, List<string>> Checklists { get; set; } = [];

    /// <summary>Parts that are likely to be needed, by product id or <c>product/code</c>.</summary>
    public Dictionary<string, List<string>> Parts { get; set; } = [];

    /// <summary>What is wrong with a setting, by its key; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (WorkFrom >= WorkTo) yield return $"{Section}:WorkTo must be later than WorkFrom (was {WorkFrom} to {WorkTo})";
        if (RepeatWithin < TimeSpan.Zero) yield return $"{Section}:RepeatWithin must not be negative (was {RepeatWithin})";
        if (Work <= TimeSpan.Zero || Work > TimeSpan.FromHours(12)) yield return $"{Section}:Work must be up to 12 hours (was {Work})";
        foreach (var priority in Enum.GetValues<TicketPriority>())
        {
            if (!Sla.TryGetValue(priority, out var sla)) yield return $"{Section}:Sla:{priority} is missing";
            else if (sla.Respond <= TimeSpan.Zero || sla.Arrive < sla.Respond || sla.Repair < sla.Arrive)
                yield return $"{Section}:Sla:{priority} must have 0 < Respond <= Arrive <= Repair (was {sla.Respond}, {sla.Arrive}, {sla.Repair})";
        }
    }
}

/// <summary>One row of <c>Tickets:Sla</c>.</summary>
public sealed class SlaOptions
{
    public TimeSpan Respond { get; set; }

    public TimeSpan Arrive { get; set; }

    public TimeSpan Repair { get; set; }

    public bool AroundTheClock { get; set; }

    public SlaTargets ToTargets() => new(Respond, Arrive, Repair, AroundTheClock);
}
