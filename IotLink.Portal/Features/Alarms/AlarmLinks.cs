using IotLink.Core.Accounts;
using IotLink.Portal.Account;
using IotLink.Portal.Shell;

namespace IotLink.Portal.Features.Alarms;

/// <summary><c>/alarms/{id}</c>: the address of an alarm's story that anybody can pass on. Who opens it comes to the story in their own shell.</summary>
public static class AlarmLinks
{
    public static string Of(string alarm) => "/alarms/" + alarm;

    /// <summary>In the console for who is in the service shell; for others the story.</summary>
    public static string From(Visit visit, string alarm) => visit.Root == "/s" ? "/s/alarms?a=" + Uri.EscapeDataString(alarm) : Of(alarm);

    public static void MapAlarmLinks(this IEndpointRouteBuilder routes) => routes.MapGet("/alarms/{alarm}", Lead).ExcludeFromDescription();

    private static IResult Lead(string alarm, HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return Results.Redirect(Places.SignIn + QueryString.Create("ReturnUrl", context.Request.Path));
        }

        var viewer = ViewerClaims.Viewer(context.User);
        var shell = viewer.Perspectives.Cast<Perspective?>().FirstOrDefault(p => viewer.As(p!.Value).May(Permission.ViewAlarms)) switch
        {
            Perspective.Service => "/s",
            Perspective.Lab => "/l",
            Perspective.Customer => "/c",
            _ => null,
        };
        return shell is null ? Results.NotFound() : Results.Redirect($"{shell}/alarms/{Uri.EscapeDataString(alarm)}");
    }
}
