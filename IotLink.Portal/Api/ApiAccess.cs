using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace IotLink.Portal.Api;

/// <summary>Scripts are answered in status codes; only people are led to the sign-in page.</summary>
internal static class ApiAccess
{
    public const string Policy = "portal-api";

    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api");

    public static void AnswerInCodes(CookieAuthenticationOptions options)
    {
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status404NotFound);
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int code)
    {
        if (IsApi(context.Request)) return Results.Problem(statusCode: code).ExecuteAsync(context.HttpContext);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
