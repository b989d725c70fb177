using IotLink.Core.Accounts;

namespace IotLink.Core.Notifications;

/// <summary>Somebody who can be told: an account with its contact points.</summary>
public sealed record Person(Viewer Who, ContactPoints Contact)
{
    public string Id => Who.UserId;

    public string Name => Who.Name;

    /// <summary>Nothing is done in this person's name until then. They are still told: somebody else's wrong passwords must not silence them.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Name of a severity: new alarms at least so severe sound in the console; null: none do.</summary>
    public string? Sound { get; init; }

    /// <summary>Whether it is one of the staff: only they are on call.</summary>
    public bool IsStaff => Who.Scope.IsAll;
}
