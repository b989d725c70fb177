using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Technicians;
using IotLink.Core.Tickets;

namespace IotLink.Core.Adapters.Relational;

/// <summary>A ticket as one JSON text, beside the columns it is found and sorted by.</summary>
internal sealed class TicketEntity
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(), new ParsableJson<TicketNo>(), new ParsableJson<DeviceId>(), new ParsableJson<ProductId>(), new ParsableJson<SiteId>(),
            new ParsableJson<CustomerId>(), new ParsableJson<AlarmId>(), new ParsableJson<TechnicianId>(),
        },
    };

    public int Number { get; set; }

    public required string DeviceId { get; set; }

    public required string ProductId { get; set; }

    public string? SiteId { get; set; }

    public string? CustomerId { get; set; }

    public string? AlarmId { get; set; }

    public string Code { get; set; } = "";

    public string Title { get; set; } = "";

    public TicketState State { get; set; }

    public bool IsOpen { get; set; }

    public TicketPriority Priority { get; set; }

    public string? TechnicianId { get; set; }

    public string? TechnicianName { get; set; }

    /// <summary>The way included.</summary>
    public DateTimeOffset? VisitFrom { get; set; }

    public DateTimeOffset? VisitTo { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public DateTimeOffset? RepairedAt { get; set; }

    public string? Result { get; set; }

    /// <summary>Two writers that read the same version cannot both win.</summary>
    public int Version { get; set; }

    public required string Body { get; set; }

    public static TicketEntity Of(Ticket ticket)
    {
        var entity = new TicketEntity
        {
            Number = ticket.No.Number,
            DeviceId = ticket.Device.Value,
            ProductId = ticket.Product.Value,
            SiteId = ticket.Site?.Value,
            CustomerId = ticket.Customer?.Value,
            AlarmId = ticket.Alarm?.Value,
            OpenedAt = ticket.OpenedAt,
            Body = "",
        };
        entity.Take(ticket);
        return entity;
    }

    public void Take(Ticket ticket)
    {
        var visit = TicketTable.TakesTime(ticket.State) || ticket.State == TicketState.Paused ? ticket.Visit : null;
        (Code, Title, State, IsOpen, Priority) = (ticket.Code, ticket.Title, ticket.State, !ticket.IsOver, ticket.Priority);
        (TechnicianId, TechnicianName, VisitFrom, VisitTo) = (ticket.Visit?.Technician.Value, ticket.Visit?.Name, visit?.Leaves, visit?.To);
        (DueAt, RepairedAt, Result, Version, Body) = (ticket.DueAt, ticket.RepairedAt, ticket.Result, ticket.Version, JsonSerializer.Serialize(ticket, Json));
    }

    public Ticket ToTicket() => JsonSerializer.Deserialize<Ticket>(Body, Json)!;
}
