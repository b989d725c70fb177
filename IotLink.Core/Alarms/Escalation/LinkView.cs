using IotLink.Core.Notifications;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>What a link in a message leads to.</summary>
/// <param name="Row">null when nothing may be shown.</param>
/// <param name="Refusal">Why it cannot be acknowledged by this link; null when it can.</param>
public sealed record LinkView(Person? Person, AlarmRow? Row, LinkRefusal? Refusal)
{
    public static LinkView Over { get; } = new(null, null, LinkRefusal.Over);
}

public enum LinkRefusal
{
    /// <summary>Not ours, too old, or about something this person may not see.</summary>
    Over,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The person's role may look but not acknowledge.</summary>
    Role,
}
