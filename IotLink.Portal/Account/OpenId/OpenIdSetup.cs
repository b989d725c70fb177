using IotLink.Core.Health;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IotLink.Portal.Account.OpenId;

internal static class OpenIdSetup
{
    /// <summary>After the cookies of our own sign-in: they stay, what makes them is the service. Local accounts cannot sign in then.</summary>
    public static AuthenticationBuilder AddOpenId(this AuthenticationBuilder authentication, OpenIdOptions options)
    {
        var services = authentication.Services;
        services.AddSingleton<SessionTickets>().AddSingleton<TokenRenewal>().AddSingleton<SessionKeeper>().AddScoped<OpenIdEvents>();
        services.AddSingleton<IPart>(s => s.GetRequiredService<SessionKeeper>());
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SessionTickets, SessionKeeper>(Keep);
        services.Configure<SecurityStampValidatorOptions>(o => o.OnRefreshingPrincipal = KeepSession);
        return authentication.AddOpenIdConnect(o => Describe(o, options));
    }

    private static void Describe(OpenIdConnectOptions o, OpenIdOptions options)
    {
        (o.Authority, o.ClientId, o.ClientSecret) = (options.Authority, options.ClientId, options.ClientSecret);
        o.RequireHttpsMetadata = !new Uri(options.Authority).IsLoopback;
        o.SignInScheme = o.SignOutScheme = IdentityConstants.ApplicationScheme;
        (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (o.MapInboundClaims, o.SaveTokens) = (false, true);
        o.BackchannelTimeout = TimeSpan.FromSeconds(10);
        o.CallbackPath = "/account/openid";
        o.SignedOutCallbackPath = "/account/openid-out";
        o.EventsType = typeof(OpenIdEvents);
        o.Scope.Clear();
        foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) o.Scope.Add(scope);

        // The answer comes by a link, so Lax is enough; and the cookies are as safe as the address they are for.
        o.CorrelationCookie.SameSite = o.NonceCookie.SameSite = SameSiteMode.Lax;
        o.CorrelationCookie.SecurePolicy = o.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static void Keep(CookieAuthenticationOptions cookie, SessionTickets tickets, SessionKeeper keeper)
    {
        cookie.SessionStore = tickets;
        var stamp = cookie.Events.OnValidatePrincipal;
        cookie.Events.OnValidatePrincipal = async context =>
        {
            await stamp(context);
            if (context.Principal is { } person && !await keeper.StandsAsync(person, context.HttpContext.RequestAborted)) context.RejectPrincipal();
        };
    }

    /// <summary>The claims are made anew from the account, which does not know of the session.</summary>
    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(SessionTickets.SessionClaim) is { } session) context.NewPrincipal?.Identities.First().AddClaim(session.Clone());
        return Task.CompletedTask;
    }
}
