using IotLink.Core.Accounts;

namespace IotLink.Core.Notifications;

/// <summary>Somebody who can be told: an account with its contact points.</summary>
public sealed record Person(Viewer Who, ContactPoints Contact)
{
    public string Id => Who.UserId;

    public string Name => Who.Name;

    /// <summary>Whether it is one of the staff: only they are on call.</summary>
    public bool IsStaff => Who.Scope.IsAll;
}
