using IotLink.Portal.Account.OpenId;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account;

/// <summary>The small addresses around signing in that are no pages.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context) => Results.LocalRedirect(
            context.User.Identity?.IsAuthenticated == true ? Places.StartOf(ViewerClaims.Viewer(context.User)) : Places.SignIn)).ExcludeFromDescription();

        app.MapGet("/account/language/{language:regex(^(ko|en)$)}", SetLanguageAsync).ExcludeFromDescription();

        app.MapPost("/account/theme/{theme:regex(^(dark|light)$)}", SetThemeAsync).ExcludeFromDescription();

        app.MapGet("/account/sign-out", SignOutAsync).ExcludeFromDescription();
    }

    /// <summary>Follows only our own links: another site's link must not be able to sign somebody out.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext context, SignInManager<Core.Accounts.Account> signIn, IOptions<SignInSettings> options)
    {
        var isOurs = context.Request.Headers["Sec-Fetch-Site"] is [] or ["same-origin" or "none"];
        if (isOurs && options.Value.IsOpenId) return OpenIdEndpoints.SignOut();
        if (isOurs) await signIn.SignOutAsync();
        return Results.LocalRedirect(Places.SignIn);
    }

    /// <summary>Keeps the choice in the browser, and on the account when somebody is signed in; then loads the page again.</summary>
    private static async Task<IResult> SetLanguageAsync(string language, string? returnUrl, HttpContext context, UserManager<Core.Accounts.Account> users)
    {
        Languages.Keep(context.Response, language);
        if (await users.GetUserAsync(context.User) is { } account && account.Culture != language)
        {
            account.Culture = language;
            await users.UpdateAsync(account);
        }

        return Results.LocalRedirect(LocalAddress.Or(returnUrl, "/"));
    }

    /// <summary>Keeps the choice on the account; the browser has already changed its look and its cookie.</summary>
    private static async Task<IResult> SetThemeAsync(string theme, HttpContext context, UserManager<Core.Accounts.Account> users)
    {
        if (await users.GetUserAsync(context.User) is { } account && account.Theme != theme)
        {
            account.Theme = theme;
            await users.UpdateAsync(account);
        }

        return Results.NoContent();
    }
}
