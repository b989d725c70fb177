using IotLink.Core.Accounts;
using IotLink.Ingest.Gateways.Rest;

namespace IotLink.Portal.Account;

/// <summary>People for the APIs that devices use too.</summary>
internal sealed class WebViewer : IWebViewer
{
    public Viewer? Of(HttpContext http) => http.User.Identity?.IsAuthenticated == true ? ViewerClaims.Viewer(http.User) : null;
}
