using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account;

/// <summary>
/// A circuit outlives the request that began it, so it asks again and again whether the account still stands as it was signed in:
/// a password, role or lock changed since ends it.
/// </summary>
internal class CircuitAuthentication(ILoggerFactory logs, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Core.Accounts.Account>>();
        return await users.GetUserAsync(state.User) is { } user
            && !await users.IsLockedOutAsync(user)
            && user.SecurityStamp == state.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);
    }
}
