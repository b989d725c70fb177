using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;
using Microsoft.Extensions.Options;

namespace IotLink.Tests.Support;

/// <summary>Tickets and technicians with defaults.</summary>
internal static class Field
{
    /// <summary>Monday 23 November 2026, ten in the morning in Seoul.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    public static readonly Person Park = new("id-park", "박도윤");
    public static readonly Person Choi = new("id-choi", "최강민");
    public static readonly GeoPoint Hwaseong = new(37.1995, 126.8312);
    public static readonly GeoPoint Suwon = new(37.2636, 127.0286);
    public static readonly GeoPoint Busan = new(35.1796, 129.0756);

    public static readonly GeoPoint Daejeon = new(36.3504, 127.3845);

    public static TicketRules Rules { get; } = new(Options.Create(new TicketOptions()), SiteCalendar.Korea);

    public static TicketDraft Draft(TicketPriority priority = TicketPriority.High, string device = "a-1", string code = "hot") =>
        new(device.AsDevice(), ProductId.Parse("prod-a", null), "온도 상한 초과", priority, Park) { Code = code, Site = Plant.SiteA.Id, Customer = Plant.A.Id };

    public static Ticket Ticket(TicketPriority priority = TicketPriority.High, DateTimeOffset? at = null) => Draft(priority).ToTicket(new(1), [], Rules, at ?? Ten);

    public static Visit Visit(DateTimeOffset? from = null, string technician = "tech-1", double hours = 1, int travel = 30) =>
        new(TechnicianId.Parse(technician, null), $"기사 {technician}", from ?? Ten.AddHours(4), (from ?? Ten.AddHours(4)).AddHours(hours), travel);

    public static Technician Technician(string id = "tech-1", GeoPoint? home = null, string? skill = "prod-a", string? part = null, string? account = null) => new()
    {
        Id = TechnicianId.Parse(id, null),
        Name = $"기사 {id}",
        AccountId = account,
        Home = home ?? Suwon,
        Skills = skill is null ? [] : [skill],
        Stock = part is null ? new Dictionary<string, int>() : new Dictionary<string, int> { [part] = 2 },
    };

    /// <summary>Steps one after the other, each allowed.</summary>
    public static Ticket After(this Ticket ticket, params IReadOnlyList<TicketStep> steps)
    {
        foreach (var step in steps) ticket = ticket.Then(step, Ten);
        return ticket;
    }

    public static Ticket Then(this Ticket ticket, TicketStep step, DateTimeOffset at)
    {
        var decision = TicketLifecycle.Decide(ticket, new(step, Choi), Rules, at);
        Assert.Null(decision.Refusal);
        return decision.After;
    }

    /// <summary>What must be ticked off is.</summary>
    public static Ticket Checked(this Ticket ticket) => ticket.After([.. ticket.Checklist.Select(i => new TicketStep.Check(i.Text))]);
}
