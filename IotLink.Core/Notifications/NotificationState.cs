namespace IotLink.Core.Notifications;

/// <summary>How far a notification has come.</summary>
public enum NotificationState
{
    /// <summary>To be sent when it is due.</summary>
    Waiting,

    /// <summary>A host is preparing it; nothing has left the house. Taken again when its lease ends.</summary>
    Taken,

    /// <summary>It is leaving the house just now. A host that dies here leaves it <see cref="Unclear"/>.</summary>
    Sending,

    /// <summary>The channel has accepted it.</summary>
    Sent,

    /// <summary>It is where the person can see it.</summary>
    Delivered,

    /// <summary>Refused for good, or tried too often.</summary>
    GivenUp,

    /// <summary>Perhaps sent, perhaps not: it is not sent again, because the person may have it.</summary>
    Unclear,

    /// <summary>Nobody needs to be told any more.</summary>
    Withdrawn,
}
