using IotLink.Core.Tickets;

namespace IotLink.Core.Adapters.Relational;

internal sealed class TicketEventEntity
{
    public long Id { get; set; }

    public int Number { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset WrittenAt { get; set; }

    public TicketWord Word { get; set; }

    public TicketState State { get; set; }

    public required string ById { get; set; }

    public required string ByName { get; set; }

    public string Detail { get; set; } = "";

    /// <summary>Given by who asked: the same key on the same ticket is one step.</summary>
    public string? Key { get; set; }

    public static TicketEventEntity Of(TicketEvent e, string? key) => new()
    {
        Number = e.No.Number,
        At = e.At,
        WrittenAt = e.WrittenAt,
        Word = e.Word,
        State = e.State,
        ById = e.By.UserId,
        ByName = e.By.Name,
        Detail = e.Detail,
        Key = key,
    };

    public TicketEvent ToEvent() => new(new(Number), At, WrittenAt, Word, State, new(ById, ByName), Detail);
}

/// <summary>A quarter of an hour of a technician. The primary key is the promise that it is given once.</summary>
internal sealed class BookedQuarterEntity
{
    public required string TechnicianId { get; set; }

    /// <summary>Since the beginning of time, see <see cref="QuarterHours"/>.</summary>
    public long Quarter { get; set; }

    public int Number { get; set; }
}
