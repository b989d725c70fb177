using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets.Sla;

namespace IotLink.Core.Tickets;

/// <summary>A job for the field: one thing to be fixed at one device, from the first word to the signature.</summary>
public sealed record Ticket
{
    public required TicketNo No { get; init; }

    public required string Title { get; init; }

    public string Text { get; init; } = "";

    public required DeviceId Device { get; init; }

    public required ProductId Product { get; init; }

    /// <summary>Where the device stood when it was opened; the ticket stays with that customer.</summary>
    public SiteId? Site { get; init; }

    public CustomerId? Customer { get; init; }

    public TicketSource Source { get; init; }

    public AlarmId? Alarm { get; init; }

    /// <summary>What is wrong: the alarm's code, or a word of one's own.</summary>
    public string Code { get; init; } = "";

    public required TicketPriority Priority { get; init; }

    public required TicketState State { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required Person OpenedBy { get; init; }

    /// <summary>A trade or product one has to know; null: anybody.</summary>
    public string? Skill { get; init; }

    /// <summary>Parts that are likely to be needed.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>How long the work takes, without the way.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromHours(1);

    public bool? Warranty { get; init; }

    public Visit? Visit { get; init; }

    public required SlaTargets Sla { get; init; }

    /// <summary>When its clocks began: when it was opened, or opened again.</summary>
    public required DateTimeOffset SlaFrom { get; init; }

    public IReadOnlyList<Pause> Pauses { get; init; } = [];

    /// <summary>A technician has it.</summary>
    public DateTimeOffset? RespondedAt { get; init; }

    public DateTimeOffset? DepartedAt { get; init; }

    public DateTimeOffset? ArrivedAt { get; init; }

    public DateTimeOffset? RepairedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public IReadOnlyList<CheckItem> Checklist { get; init; } = [];

    public IReadOnlyList<PartUse> Parts { get; init; } = [];

    public string? Result { get; init; }

    public string ResultNote { get; init; } = "";

    public TicketNo? MergedInto { get; init; }

    /// <summary>The last visit for the same failure of the same device, where it is recent: the repair did not hold.</summary>
    public TicketNo? RepeatOf { get; init; }

    public int Reopenings { get; init; }

    /// <summary>When the next of its goals is due; null while it waits, and when there is none left.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Grows with every change; a step that names an older one is a conflict.</summary>
    public int Version { get; init; }

    public bool IsOver => TicketTable.IsOver(State);

    public Pause? OpenPause => Pauses is [.., { To: null } last] ? last : null;

    public decimal PartsCost => Parts.Sum(p => p.Cost);
}

/// <summary>Who comes, and when. Times are whole quarters of an hour.</summary>
/// <param name="Name">As it was then.</param>
/// <param name="From">Arrival.</param>
public sealed record Visit(TechnicianId Technician, string Name, DateTimeOffset From, DateTimeOffset To, int TravelMinutes)
{
    /// <summary>When the technician leaves for it.</summary>
    public DateTimeOffset Leaves => From.AddMinutes(-TravelMinutes);
}

/// <param name="Was">The state it returns to.</param>
public sealed record Pause(DateTimeOffset From, DateTimeOffset? To, PauseReason Reason, TicketState Was);

/// <param name="Text">A key of the built-in list (<c>loto</c>), or the product's own words.</param>
public sealed record CheckItem(string Text, bool Required, DateTimeOffset? DoneAt = null, string? By = null);

/// <param name="Serial">Of the piece put in, where it has one.</param>
/// <param name="Price">Of one piece, in won.</param>
public sealed record PartUse(string Part, int Pieces, decimal Price, string Serial = "")
{
    public decimal Cost => Pieces * Price;
}
