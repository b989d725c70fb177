using System.Text.Json;
using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Relational;

internal sealed class NotificationEntity
{
    public required string Id { get; set; }

    /// <summary>What it is about: an alarm's id.</summary>
    public required string Subject { get; set; }

    public required string PersonId { get; set; }

    public required string PersonName { get; set; }

    public ChannelKind Channel { get; set; }

    public required string Address { get; set; }

    public required string Language { get; set; }

    /// <summary>JSON of <see cref="NotificationFacts"/>.</summary>
    public required string Facts { get; set; }

    public bool Urgent { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public NotificationState State { get; set; }

    public int Attempts { get; set; }

    public string? MessageKey { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    public string? Reason { get; set; }

    public string? Detail { get; set; }

    public string? Owner { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Two hosts that read the same version cannot both take it.</summary>
    public int Version { get; set; }

    public static NotificationEntity Of(Notification n)
    {
        var entity = new NotificationEntity
        {
            Id = n.Id,
            Subject = n.Facts.Subject,
            PersonId = n.PersonId,
            PersonName = n.PersonName,
            Channel = n.Channel,
            Address = n.Address,
            Language = n.Language,
            Facts = JsonSerializer.Serialize(n.Facts, JsonSerializerOptions.Web),
            Urgent = n.Urgent,
            CreatedAt = n.CreatedAt,
        };
        entity.Take(n);
        return entity;
    }

    public void Take(Notification n)
    {
        (DueAt, State, Attempts, MessageKey) = (n.DueAt, n.State, n.Attempts, n.MessageKey);
        (SentAt, ReadAt, Reason, Detail) = (n.SentAt, n.ReadAt, n.Reason, n.Detail is { Length: > 500 } tooLong ? tooLong[..500] : n.Detail);
        Version++;
    }

    public Notification ToNotification() => new()
    {
        Id = Id,
        PersonId = PersonId,
        PersonName = PersonName,
        Channel = Channel,
        Address = Address,
        Language = Language,
        Facts = JsonSerializer.Deserialize<NotificationFacts>(Facts, JsonSerializerOptions.Web)!,
        Urgent = Urgent,
        CreatedAt = CreatedAt,
        DueAt = DueAt,
        State = State,
        Attempts = Attempts,
        MessageKey = MessageKey,
        SentAt = SentAt,
        ReadAt = ReadAt,
        Reason = Reason,
        Detail = Detail,
    };
}
