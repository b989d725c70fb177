using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account.OpenId;

/// <summary>A circuit also ends with its session: somebody the service no longer vouches for loses an open page.</summary>
internal sealed class OpenIdCircuit(
    ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> identity, IOptions<SignInSettings> signIn, SessionKeeper sessions)
    : CircuitAuthentication(logs, scopes, identity)
{
    private readonly TimeSpan _pace = TimeSpan.FromSeconds(Math.Min(30, signIn.Value.OpenId.CheckSeconds));

    protected override TimeSpan RevalidationInterval => _pace;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellationToken) =>
        await sessions.StandsAsync(state.User, cancellationToken) && await base.ValidateAuthenticationStateAsync(state, cancellationToken);
}
