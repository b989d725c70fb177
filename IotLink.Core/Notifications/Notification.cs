namespace IotLink.Core.Notifications;

/// <summary>The intent to tell one person one thing over one channel. A row from the moment it is decided until long after.</summary>
public sealed record Notification
{
    /// <summary>Follows from what caused it (alarm, round, step, person, channel): deciding twice names the same row.</summary>
    public required string Id { get; init; }

    public required string PersonId { get; init; }

    public required string PersonName { get; init; }

    public required ChannelKind Channel { get; init; }

    /// <summary>Where to: an e-mail address, a number, a URL; empty for the portal.</summary>
    public required string Address { get; init; }

    public required string Language { get; init; }

    public required NotificationFacts Facts { get; init; }

    /// <summary>Breaks through quiet hours and the bound on the rate.</summary>
    public bool Urgent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before: quiet hours, or the next attempt.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public NotificationState State { get; init; }

    public int Attempts { get; init; }

    /// <summary>The message it went with: several notifications can be one message.</summary>
    public string? MessageKey { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the person saw it in the portal.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Reason code of the last attempt that failed, or why it will not be sent.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public bool IsOver => State is not (NotificationState.Waiting or NotificationState.Taken or NotificationState.Sending);
}
