namespace IotLink.Core.Accounts;

/// <summary>One person's signed-in browser, where a sign-in service vouches for people. Kept on the server: the cookie holds its id alone.</summary>
/// <param name="Ticket">Who it is, with the service's tokens; readable by the portal only.</param>
/// <param name="CheckedAt">When somebody last set out to ask the service whether it still vouches.</param>
/// <param name="ConfirmedAt">When the service last said yes.</param>
/// <param name="ExpiresAt">It is over then, whatever anybody says.</param>
public sealed record SignInSession(
    string Id, string AccountId, byte[] Ticket, DateTimeOffset CheckedAt, DateTimeOffset ConfirmedAt, DateTimeOffset ExpiresAt);

/// <summary>The sessions of all portals together.</summary>
public interface ISessionStore
{
    /// <summary>Takes in a new one, or the later state of one that is still there; one that was removed stays away.</summary>
    /// <param name="isNew">false: only when it is still there.</param>
    Task KeepAsync(SignInSession session, bool isNew, CancellationToken ct);

    Task<SignInSession?> FindAsync(string id, CancellationToken ct);

    /// <summary>Of several portals that would ask at the same moment one may: the one that gets true.</summary>
    /// <param name="seen"><see cref="SignInSession.CheckedAt"/> as it was read.</param>
    Task<bool> TryCheckAsync(string id, DateTimeOffset seen, DateTimeOffset now, CancellationToken ct);

    Task RemoveAsync(string id, CancellationToken ct);

    /// <returns>How many were over.</returns>
    Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken ct);
}
