using IotLink.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>The list of tickets as SQL. Every query begins at <see cref="Visible"/>, so that none can forget the scope.</summary>
internal static class TicketQueries
{
    /// <summary>A ticket belongs to the customer it was opened for, whoever has the device now.</summary>
    public static IQueryable<Joined> Visible(IotLinkDb db, TicketScope scope)
    {
        var all =
            from ticket in db.Tickets
            join s in db.Sites on ticket.SiteId equals s.Id into sites
            from site in sites.DefaultIfEmpty()
            join c in db.Customers on ticket.CustomerId equals c.Id into customers
            from customer in customers.DefaultIfEmpty()
            select new Joined { Ticket = ticket, Site = site, Customer = customer };
        if (scope.Technician is { } technician) all = all.Where(r => r.Ticket.TechnicianId == technician.Value);
        if (scope.Devices.IsAll) return all;
        var own = scope.Devices.Customer?.Value;
        return all.Where(r => own != null && r.Ticket.CustomerId == own);
    }

    public static IQueryable<Joined> Matching(IQueryable<Joined> rows, TicketQuery query)
    {
        rows = query.Part switch
        {
            TicketPart.Open => rows.Where(r => r.Ticket.IsOpen),
            TicketPart.Unassigned => rows.Where(r => r.Ticket.State == TicketState.New || r.Ticket.State == TicketState.Ready || r.Ticket.State == TicketState.Reopened),
            TicketPart.Planned => rows.Where(r => r.Ticket.IsOpen && r.Ticket.VisitFrom != null && r.Ticket.State != TicketState.Paused),
            TicketPart.Waiting => rows.Where(r => r.Ticket.State == TicketState.Paused),
            TicketPart.Over => rows.Where(r => !r.Ticket.IsOpen),
            _ => rows,
        };
        if (query.Priority is { } priority) rows = rows.Where(r => r.Ticket.Priority == priority);
        if (query.Device is { } device) rows = rows.Where(r => r.Ticket.DeviceId == device.Value);
        if (query.Technician is { } technician) rows = rows.Where(r => r.Ticket.TechnicianId == technician.Value);
        if (query.OverdueAt is { } at) rows = rows.Where(r => r.Ticket.IsOpen && r.Ticket.DueAt < at);
        return SearchText.TryPattern(query.Search, out var pattern) ? Searched(rows, query.Search!.Trim(), pattern) : rows;
    }

    /// <summary>Open ones by what is due first; the rest newest first.</summary>
    public static IQueryable<Joined> Ordered(IQueryable<Joined> rows) => rows
        .OrderByDescending(r => r.Ticket.IsOpen).ThenBy(r => r.Ticket.IsOpen && r.Ticket.DueAt == null)
        .ThenBy(r => r.Ticket.IsOpen ? r.Ticket.DueAt : null).ThenBy(r => r.Ticket.IsOpen ? r.Ticket.Priority : 0).ThenByDescending(r => r.Ticket.Number);

    private static IQueryable<Joined> Searched(IQueryable<Joined> rows, string search, string pattern)
    {
        var number = TicketNo.TryParse(search, null, out var no) ? no.Number : -1;
#pragma warning disable CA1304, CA1311 // becomes SQL's lower()
        return rows.Where(r => r.Ticket.Number == number
            || EF.Functions.Like(r.Ticket.Title.ToLower(), pattern, SearchText.Escape) || EF.Functions.Like(r.Ticket.DeviceId.ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like(r.Site!.Name.ToLower(), pattern, SearchText.Escape) || EF.Functions.Like(r.Customer!.Name.ToLower(), pattern, SearchText.Escape)
            || EF.Functions.Like(r.Ticket.TechnicianName!.ToLower(), pattern, SearchText.Escape));
#pragma warning restore CA1304, CA1311
    }

    internal sealed class Joined
    {
        public required TicketEntity Ticket { get; init; }

        public SiteEntity? Site { get; init; }

        public CustomerEntity? Customer { get; init; }

        public TicketRow ToRow() => new(Ticket.ToTicket(), Site?.ToSite(), Customer?.ToCustomer());
    }
}
