using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace IotLink.Portal.Account.OpenId;

/// <summary>The way to the service, and back from its way out.</summary>
internal static class OpenIdEndpoints
{
    public const string Start = "/account/sign-in/start";
    public const string SignedOut = "/account/signed-out";

    public static void MapOpenId(this IEndpointRouteBuilder app)
    {
        app.MapGet(Start, StartAsync).ExcludeFromDescription();
        app.MapGet(SignedOut, () => Results.LocalRedirect($"{Places.SignIn}?Problem={SignInProblem.Ended}")).ExcludeFromDescription();
    }

    public static IResult SignOut() =>
        Results.SignOut(new() { RedirectUri = SignedOut }, [IdentityConstants.ApplicationScheme, OpenIdConnectDefaults.AuthenticationScheme]);

    /// <summary>A service that does not answer is said on our page, not shown as a fault of ours.</summary>
    private static async Task StartAsync(string? returnUrl, HttpContext context, IOptionsMonitor<OpenIdConnectOptions> options)
    {
        try
        {
            await options.Get(OpenIdConnectDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
            await context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new() { RedirectUri = LocalAddress.Or(returnUrl, "/") });
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or OpenIdConnectProtocolException or TaskCanceledException)
        {
            context.Response.Redirect($"{Places.SignIn}?Problem={SignInProblem.Away}");
        }
    }
}
