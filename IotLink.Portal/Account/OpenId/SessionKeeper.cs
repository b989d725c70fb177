using System.Security.Claims;
using IotLink.Core.Accounts;
using IotLink.Core.Health;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account.OpenId;

/// <summary>
/// Whether a signed-in person still is. Pages and circuits ask often; the service is asked every <see cref="OpenIdOptions.CheckSeconds"/>, by one
/// portal. Somebody it no longer vouches for is out by then; while it is away, everybody stays for <see cref="OpenIdOptions.GraceMinutes"/>.
/// </summary>
internal sealed partial class SessionKeeper(
    ISessionStore sessions, SessionTickets tickets, TokenRenewal renewal, IAccountDirectory directory, IOptions<SignInSettings> options, TimeProvider time,
    ILogger<SessionKeeper> log) : IPart
{
    private readonly OpenIdOptions _options = options.Value.OpenId;
    private volatile string? _away;

    public PartStatus Status => _away is { } why
        ? new("sign-in", PartState.Degraded, $"{_options.Authority} does not answer: {why}")
        : new("sign-in", PartState.Ok, _options.Authority);

    public async Task<bool> StandsAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (person.FindFirstValue(SessionTickets.SessionClaim) is not { } id || await sessions.FindAsync(id, ct) is not { } session) return false;
        var now = time.GetUtcNow();
        if (session.ExpiresAt <= now) return false;
        if (now - session.CheckedAt < TimeSpan.FromSeconds(_options.CheckSeconds)) return true;
        return !await sessions.TryCheckAsync(id, session.CheckedAt, now, ct) || await AskAsync(session with { CheckedAt = now }, ct);
    }

    private async Task<bool> AskAsync(SignInSession session, CancellationToken ct)
    {
        if (tickets.Unprotect(session) is not { } ticket) return await EndAsync(session, "unreadable", ct);
        if (ticket.Properties.GetTokenValue("refresh_token") is not { } refreshToken) return true; // it ends with its tokens
        var said = await renewal.AskAsync(refreshToken, ct);
        if (said.IsOver) return await EndAsync(session, "revoked", ct);
        if (said.Away is { } why) return await StaysAsync(session, why, ct);

        _away = null;
        ticket.Properties.StoreTokens(said.Tokens.Concat(ticket.Properties.GetTokens().Where(old => said.Tokens.All(t => t.Name != old.Name))));
        await sessions.KeepAsync(session with { Ticket = tickets.Protect(ticket), ConfirmedAt = session.CheckedAt }, isNew: false, ct);
        if (said.Claims.Count == 0) return true;
        if (PersonReader.Read(said.Claims, _options) is not ({ } person, _)) return await EndAsync(session, "no role", ct);
        await directory.KnowAsync(person, ct); // other roles are another stamp, which ends what was opened with the old ones
        return true;
    }

    private async Task<bool> StaysAsync(SignInSession session, string why, CancellationToken ct)
    {
        if (_away is null) LogAway(_options.Authority, why);
        _away = why;
        return session.CheckedAt - session.ConfirmedAt < TimeSpan.FromMinutes(_options.GraceMinutes) || await EndAsync(session, "unconfirmed", ct);
    }

    private async Task<bool> EndAsync(SignInSession session, string why, CancellationToken ct)
    {
        await sessions.RemoveAsync(session.Id, ct);
        LogEnded(session.AccountId, why);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sign-in service {Authority} does not answer: {Why}. Who is signed in stays for now.")]
    private partial void LogAway(string authority, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "A session of account {Account} ended: {Why}.")]
    private partial void LogEnded(string account, string why);
}
