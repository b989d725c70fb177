using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Tickets.Sla;

namespace IotLink.Core.Tickets;

/// <summary>A ticket before it has a number.</summary>
public sealed record TicketDraft(DeviceId Device, ProductId Product, string Title, TicketPriority Priority, Person By)
{
    public string Text { get; init; } = "";

    public SiteId? Site { get; init; }

    public CustomerId? Customer { get; init; }

    public TicketSource Source { get; init; }

    public AlarmId? Alarm { get; init; }

    public string Code { get; init; } = "";

    public string? Skill { get; init; }

    public IReadOnlyList<string> Needs { get; init; } = [];

    public TimeSpan? Work { get; init; }

    public bool? Warranty { get; init; }

    /// <param name="before">Earlier tickets of the device, newest first.</param>
    public Ticket ToTicket(TicketNo no, IEnumerable<Ticket> before, TicketRules rules, DateTimeOffset now)
    {
        var ticket = new Ticket
        {
            No = no,
            Title = TicketLifecycle.Cut(Title),
            Text = TicketLifecycle.Cut(Text),
            Device = Device,
            Product = Product,
            Site = Site,
            Customer = Customer,
            Source = Source,
            Alarm = Alarm,
            Code = Code,
            Priority = Priority,
            State = TicketState.New,
            OpenedAt = now,
            OpenedBy = By,
            Skill = Skill,
            Needs = Needs,
            Work = QuarterHours.Up(Work ?? rules.Work),
            Warranty = Warranty,
            Sla = rules.TargetsOf(Priority),
            SlaFrom = now,
            Checklist = rules.ChecklistOf(Product),
            RepeatOf = RepeatVisits.Before(before, Device, Code, now, rules.RepeatWithin),
            Version = 1,
        };
        return ticket with { DueAt = SlaReading.NextDue(ticket, rules) };
    }
}
