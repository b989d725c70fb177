using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;

namespace IotLink.Core.Tickets;

/// <summary>
/// What pages ask about tickets. Service sees all, somebody who is only a technician sees what is given to them, a customer sees the stage
/// of its own, the lab sees what failed. What one may not see looks the same as what is not there.
/// </summary>
public sealed class TicketDesk(ITicketStore tickets, ITechnicianStore technicians, Looks looks, TimeProvider time)
{
    private static readonly TimeSpan FailureSpan = TimeSpan.FromDays(365);

    public async Task<Page<TicketRow>> ListAsync(Viewer viewer, TicketQuery query, CancellationToken ct)
    {
        if (await ScopeAsync(viewer, ct) is not { } scope) return new([], 0);
        var page = await tickets.ListAsync(scope, query, ct);
        return page with { Items = [.. page.Items.Select(Unmet)] };
    }

    /// <summary>Without the contact: see <see cref="ContactAsync"/>.</summary>
    public async Task<TicketRow?> FindAsync(Viewer viewer, TicketNo no, CancellationToken ct) =>
        await ScopeAsync(viewer, ct) is { } scope && await tickets.FindAsync(scope, no, ct) is { } row ? Unmet(row) : null;

    /// <returns>Oldest first; null when there is no such ticket for this viewer.</returns>
    public async Task<IReadOnlyList<TicketEvent>?> HistoryAsync(Viewer viewer, TicketNo no, CancellationToken ct) =>
        await FindAsync(viewer, no, ct) is null ? null : await tickets.HistoryAsync(no, ct);

    /// <summary>Whom one meets there. Written down: these are people's names and numbers.</summary>
    public async Task<SiteContact?> ContactAsync(Viewer viewer, TicketNo no, CancellationToken ct)
    {
        if (await ScopeAsync(viewer, ct) is not { } scope || await tickets.FindAsync(scope, no, ct) is not { Site.Contact: { } contact }) return null;
        await looks.WriteAsync(viewer, "ticket.contact", no.ToString(), ct);
        return contact;
    }

    /// <returns>null: the alarm has no ticket, or the viewer may see none.</returns>
    public async Task<TicketNo?> OfAlarmAsync(Viewer viewer, AlarmId alarm, CancellationToken ct) =>
        await ScopeAsync(viewer, ct) is { } scope && await tickets.OfAlarmAsync(alarm, ct) is { } no && await tickets.FindAsync(scope, no, ct) is not null ? no : null;

    /// <summary>For the customer whose ticket it is.</summary>
    public async Task<Page<CustomerVisit>> VisitsAsync(Viewer viewer, TicketPart part, int skip, int take, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewVisits) || viewer.Scope.Customer is null) return new([], 0);
        var page = await tickets.ListAsync(new(viewer.Scope), new(part, Skip: skip, Take: take), ct);
        return new([.. page.Items.Select(CustomerVisit.Of)], page.Total);
    }

    /// <summary>For the lab: what failed in the last year.</summary>
    public async Task<IReadOnlyList<FailureCount>> FailuresAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewFailureCodes) ? await tickets.FailuresAsync(time.GetUtcNow() - FailureSpan, ct) : [];

    /// <returns>null: no ticket at all.</returns>
    internal async Task<TicketScope?> ScopeAsync(Viewer viewer, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewTickets)) return null;
        if (viewer.Roles.Any(r => r is Role.ServiceExec or Role.ServiceOps or Role.ServiceDispatch)) return TicketScope.All;
        return await technicians.OfAccountAsync(viewer.UserId, ct) is { } technician ? new(DeviceScope.All, technician.Id) : null;
    }

    private static TicketRow Unmet(TicketRow row) => row with { Site = row.Site is null ? null : row.Site with { Contact = null } };
}
