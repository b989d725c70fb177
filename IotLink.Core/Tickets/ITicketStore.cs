using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;

namespace IotLink.Core.Tickets;

/// <summary>Tickets with their history and the time they take of technicians. Every method is one transaction.</summary>
public interface ITicketStore
{
    /// <summary>
    /// Gives it a number. An alarm has one open ticket at most: a second try is answered with the first. The alarm's dispatch request, if it
    /// has one, is taken in the same transaction.
    /// </summary>
    Task<TicketAnswer> OpenAsync(TicketDraft draft, DateTimeOffset now, CancellationToken ct);

    /// <summary>One step. A key that was seen before changes nothing. A technician's quarters of an hour go to one ticket each.</summary>
    /// <returns>null when there is no such ticket in the scope.</returns>
    Task<TicketAnswer?> StepAsync(TicketScope scope, TicketNo no, TicketAct act, DateTimeOffset now, CancellationToken ct);

    Task<Page<TicketRow>> ListAsync(TicketScope scope, TicketQuery query, CancellationToken ct);

    /// <returns>null when there is none or the scope does not reach it: the caller cannot tell which.</returns>
    Task<TicketRow?> FindAsync(TicketScope scope, TicketNo no, CancellationToken ct);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<TicketEvent>> HistoryAsync(TicketNo no, CancellationToken ct);

    /// <summary>What takes technicians' time in a span, in order of time.</summary>
    Task<IReadOnlyList<TicketRow>> VisitsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>Who was where on tickets opened since.</summary>
    Task<IReadOnlyList<SiteVisit>> SitesOfAsync(DateTimeOffset since, CancellationToken ct);

    /// <summary>The open ticket of an alarm, else its last one.</summary>
    Task<TicketNo?> OfAlarmAsync(AlarmId alarm, CancellationToken ct);

    /// <summary>How often visits found what, by product and code; most first.</summary>
    Task<IReadOnlyList<FailureCount>> FailuresAsync(DateTimeOffset since, CancellationToken ct);
}

/// <summary>A ticket joined with where its device stood.</summary>
public sealed record TicketRow(Ticket Ticket, Site? Site, Customer? Customer);

/// <summary>Which tickets somebody reaches.</summary>
/// <param name="Devices">By customer.</param>
/// <param name="Technician">Only this technician's; null: whoever goes.</param>
public sealed record TicketScope(DeviceScope Devices, TechnicianId? Technician = null)
{
    public static TicketScope All { get; } = new(DeviceScope.All);
}

public enum TicketPart { Open, Unassigned, Planned, Waiting, Over, All }

/// <summary>Which tickets; open ones by what is due first, others newest first.</summary>
/// <param name="Search">Part of a number, title, device, site or technician, any case.</param>
public sealed record TicketQuery(
    TicketPart Part = TicketPart.Open, string? Search = null, TicketPriority? Priority = null, DeviceId? Device = null, TechnicianId? Technician = null, int Skip = 0, int Take = 50)
{
    /// <summary>Only tickets whose next promise is over at this moment.</summary>
    public DateTimeOffset? OverdueAt { get; init; }
}

/// <summary>For the lab: what failed, without people and places.</summary>
public sealed record FailureCount(ProductId Product, string Code, string? Result, int Count);

/// <summary>A technician has been to a site.</summary>
public sealed record SiteVisit(TechnicianId Technician, SiteId Site);
