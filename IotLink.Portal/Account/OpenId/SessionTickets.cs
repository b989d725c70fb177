using System.Globalization;
using System.Security.Claims;
using IotLink.Core.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account.OpenId;

/// <summary>
/// Keeps what would not fit into a cookie, and must not be in a browser: who is signed in, with the service's tokens, encrypted, on the
/// server. All portals on one relational store share it.
/// </summary>
internal sealed class SessionTickets(ISessionStore sessions, IDataProtectionProvider protection, IOptions<SignInSettings> options, TimeProvider time) : ITicketStore
{
    /// <summary>Claim of a signed-in person that names the session, so that a circuit, which has no cookie, can ask about it.</summary>
    public const string SessionClaim = "iotlink:session";

    private readonly IDataProtector _protector = protection.CreateProtector("sign-in sessions");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = Guid.NewGuid().ToString("N");
        await BeginAsync(id, ticket);
        return id;
    }

    /// <summary>A later state of the session, or, with no session named in it, somebody's new sign-in where an old session was.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) =>
        ticket.Principal.HasClaim(SessionClaim, key) ? FollowAsync(key, ticket.Principal) : BeginAsync(key, ticket);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await sessions.FindAsync(key, CancellationToken.None) is { } session && session.ExpiresAt > time.GetUtcNow() ? Unprotect(session) : null;

    public Task RemoveAsync(string key) => sessions.RemoveAsync(key, CancellationToken.None);

    public byte[] Protect(AuthenticationTicket ticket) => _protector.Protect(TicketSerializer.Default.Serialize(ticket));

    /// <returns>null when our keys were lost since.</returns>
    public AuthenticationTicket? Unprotect(SignInSession session)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(_protector.Unprotect(session.Ticket));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private async Task BeginAsync(string id, AuthenticationTicket ticket)
    {
        var now = time.GetUtcNow();
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new(SessionClaim, id));
        await sessions.RemoveExpiredAsync(now, CancellationToken.None);
        await sessions.KeepAsync(new(id, ViewerClaims.Viewer(ticket.Principal).UserId, Protect(ticket), now, now, EndOf(ticket, now)), isNew: true, CancellationToken.None);
    }

    /// <summary>The cookie slides, the session does not; and its tokens may be newer than this request's.</summary>
    private async Task FollowAsync(string id, ClaimsPrincipal person)
    {
        if (await sessions.FindAsync(id, CancellationToken.None) is not { } session || Unprotect(session) is not { } kept) return;
        var ticket = new AuthenticationTicket(person, kept.Properties, kept.AuthenticationScheme);
        await sessions.KeepAsync(session with { Ticket = Protect(ticket) }, isNew: false, CancellationToken.None);
    }

    /// <summary>Without a refresh token nobody can be asked later: it ends with the tokens.</summary>
    private DateTimeOffset EndOf(AuthenticationTicket ticket, DateTimeOffset now)
    {
        var longest = now.AddHours(options.Value.OpenId.SessionHours);
        if (ticket.Properties.GetTokenValue("refresh_token") is not null) return longest;
        return DateTimeOffset.TryParse(ticket.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, out var end) && end < longest ? end : longest;
    }
}
