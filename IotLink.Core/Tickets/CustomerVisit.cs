using IotLink.Core.Devices;

namespace IotLink.Core.Tickets;

/// <summary>All that a customer is told of a ticket. A type of its own, so that a new field of a ticket cannot get out by itself.</summary>
/// <param name="Technician">Display name; null while nobody is named.</param>
/// <param name="Arrives">When somebody is expected.</param>
public sealed record CustomerVisit(
    TicketNo No, DeviceId Device, string? Site, TicketStage Stage, bool IsPaused, string? Technician, DateTimeOffset? Arrives, DateTimeOffset OpenedAt, DateTimeOffset? RepairedAt)
{
    public static CustomerVisit Of(TicketRow row)
    {
        var ticket = row.Ticket;
        var stage = Stages.Of(ticket);
        var coming = stage is TicketStage.Assigned or TicketStage.Travelling;
        return new(ticket.No, ticket.Device, row.Site?.Name, stage, ticket.State == TicketState.Paused, ticket.Visit?.Name, coming ? ticket.Visit?.From : null, ticket.OpenedAt, ticket.RepairedAt);
    }
}

/// <summary>The states in the words of who waits.</summary>
public enum TicketStage { Received, Assigned, Travelling, Working, Fixed, Closed, Cancelled }

public static class Stages
{
    public static TicketStage Of(Ticket ticket) => (ticket.State == TicketState.Paused ? ticket.OpenPause?.Was ?? TicketState.Ready : ticket.State) switch
    {
        TicketState.Assigned or TicketState.Accepted => TicketStage.Assigned,
        TicketState.EnRoute => TicketStage.Travelling,
        TicketState.OnSite => TicketStage.Working,
        TicketState.Done or TicketState.Verified => TicketStage.Fixed,
        TicketState.Closed => TicketStage.Closed,
        TicketState.Cancelled or TicketState.Merged => TicketStage.Cancelled,
        _ => TicketStage.Received,
    };
}
