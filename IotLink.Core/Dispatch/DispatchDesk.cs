using IotLink.Core.Accounts;
using IotLink.Core.Messages;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;
using IotLink.Core.Tickets.Sla;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Dispatch;

/// <summary>The board: who has what when, who could take a ticket, and giving it. The right is checked here.</summary>
public sealed class DispatchDesk(
    ITicketStore tickets, ITechnicianStore technicians, TicketActions actions, TicketRules rules, IOptions<DispatchOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(180);

    /// <summary>Technicians with what is given away of a span.</summary>
    public async Task<IReadOnlyList<Workdays>> CrewAsync(Viewer viewer, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        viewer.May(Permission.ViewTechnicians) ? await CrewAsync(from, to, ct) : [];

    /// <summary>Everybody as a choice for a ticket, best first, with the reasons.</summary>
    /// <returns>null when there is no such ticket for this viewer.</returns>
    public async Task<IReadOnlyList<Candidate>?> CandidatesAsync(Viewer viewer, TicketNo no, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanTickets) || await tickets.FindAsync(TicketScope.All, no, ct) is not { } row) return null;
        var now = time.GetUtcNow();
        return Assignment.Rank(JobOf(row), await CrewAsync(now.AddDays(-1), now.AddDays(options.Value.DaysAhead + 1), ct), rules.Calendar, options.Value, now);
    }

    /// <summary>How a visit at a chosen time would be, and what speaks against it: the ghost on the board.</summary>
    public async Task<Proposal?> ProposeAsync(Viewer viewer, TicketNo no, TechnicianId technician, DateTimeOffset arrival, CancellationToken ct)
    {
        if (!viewer.May(Permission.PlanTickets) || await tickets.FindAsync(TicketScope.All, no, ct) is not { } row) return null;
        var (now, job) = (time.GetUtcNow(), JobOf(row));
        if ((await CrewAsync(arrival.AddDays(-1), arrival.AddDays(2), ct)).FirstOrDefault(w => w.Technician.Id == technician) is not { } who) return null;
        var from = QuarterHours.Up(arrival);
        var kilometres = Assignment.KilometresTo(job, who, from, rules.Calendar, options.Value);
        var visit = new Visit(technician, who.Technician.Name, from, from + job.Work, (int)Ways.Time(kilometres, options.Value).TotalMinutes);
        return new(row.Ticket, visit, kilometres, Assignment.Check(job, who, visit, rules.Calendar, now));
    }

    /// <summary>Gives a ticket to a technician at a time.</summary>
    /// <param name="version">Of the ticket that was looked at: of two dispatchers at once, one is told.</param>
    /// <param name="why">Needed where something speaks against the time; nothing allows two visits at once.</param>
    /// <returns>null when the viewer may not, or there is no such ticket or technician.</returns>
    public async Task<DispatchAnswer?> AssignAsync(
        Viewer viewer, TicketNo no, TechnicianId technician, DateTimeOffset arrival, int version, string why, CancellationToken ct)
    {
        if (await ProposeAsync(viewer, no, technician, arrival, ct) is not { } proposal) return null;
        var final = proposal.Objections.Where(o => o.IsFinal).ToList();
        if (final.Count > 0 && proposal.Ticket.Version == version) return new(new(proposal.Ticket, RefusalOf(final[0])), proposal.Objections);
        if (proposal.Objections.Count > 0 && string.IsNullOrWhiteSpace(why) && proposal.Ticket.Version == version)
            return new(new(proposal.Ticket, new(TicketReason.WhyNeeded, "")), proposal.Objections);
        var answer = await actions.StepAsync(viewer, no, new TicketStep.Assign(proposal.Visit, why.Trim()), version, ct);
        return answer is null ? null : new(answer, proposal.Objections);
    }

    private static Refusal RefusalOf(Objection objection) => objection.Word switch
    {
        ObjectionWord.Overlap => new(TicketReason.Overlap, objection.Values[0]),
        ObjectionWord.Left => new(TicketReason.TechnicianUnknown, ""),
        _ => new(TicketReason.BadSlot, ""),
    };

    private Job JobOf(TicketRow row)
    {
        var ticket = row.Ticket;
        var due = SlaClock.Due(rules.HoursOf(ticket.Sla), ticket.SlaFrom, ticket.Sla.Arrive, ticket.Pauses);
        return new(ticket.No, ticket.Skill, ticket.Needs, ticket.Site, row.Site?.Region, row.Site?.Place, ticket.Work, due);
    }

    private async Task<IReadOnlyList<Workdays>> CrewAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var everybody = await technicians.ListAsync(withFormer: false, ct);
        var visits = (await tickets.VisitsAsync(from, to, ct)).ToLookup(r => r.Ticket.Visit!.Technician);
        var before = (await tickets.SitesOfAsync(time.GetUtcNow() - Memory, ct)).ToLookup(v => v.Technician, v => v.Site);
        return [.. everybody.Select(t => new Workdays(t, [.. visits[t.Id].Select(BookingOf)], before[t.Id].ToHashSet()))];
    }

    private static Booking BookingOf(TicketRow row) => new(row.Ticket.No, row.Ticket.Title, row.Ticket.Visit!, row.Site?.Place, row.Ticket.State);
}

/// <summary>A visit that is not given yet.</summary>
public sealed record Proposal(Ticket Ticket, Visit Visit, double? Kilometres, IReadOnlyList<Objection> Objections);

/// <summary>What became of giving a ticket.</summary>
public sealed record DispatchAnswer(TicketAnswer Answer, IReadOnlyList<Objection> Objections);
