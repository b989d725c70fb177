using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Portal.Account;
using Microsoft.AspNetCore.Components.Endpoints;

namespace IotLink.Portal.Shell;

/// <summary>
/// Decides about the first request of a page before anything of it is rendered: nobody signed in goes to the sign-in page, a page one may
/// not use answers 404 exactly like one that does not exist, and so does a device that is not the reader's. The same table decides again
/// inside the circuit (<see cref="PlaceView"/>), and the core's desks decide about the data.
/// </summary>
internal sealed class PlaceGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, DeviceDesk devices)
    {
        if (context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var place = Places.Find(endpoint.RoutePattern.RawText);
            var viewer = ViewerClaims.Viewer(context.User);
            if (place is { IsOpen: false } && context.User.Identity?.IsAuthenticated != true)
            {
                context.Response.Redirect(SignInAddress(context.Request));
                return;
            }

            if (place is null || !place.Admits(viewer) || !await IsThereAsync(context, place, viewer, devices))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }

        await next(context);
    }

    private static async Task<bool> IsThereAsync(HttpContext context, Place place, Core.Accounts.Viewer viewer, DeviceDesk devices) =>
        context.GetRouteValue("Id") is not string text
        || (DeviceId.TryParse(text, out var id)
            && await devices.FindAsync(place.Perspective is { } p ? viewer.As(p) : viewer, id, context.RequestAborted) is not null);

    private static string SignInAddress(HttpRequest request) =>
        Places.SignIn + QueryString.Create("ReturnUrl", request.PathBase + request.Path + request.QueryString);
}
