using System.Security.Claims;
using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Portal.Account;

/// <summary>Between the signed cookie's claims and the core's <see cref="Core.Accounts.Viewer"/>.</summary>
public static class ViewerClaims
{
    public const string Customer = "iotlink:customer";
    public const string DisplayName = "iotlink:name";

    public static Viewer Viewer(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
            return Core.Accounts.Viewer.Nobody;
        var roles = principal.FindAll(ClaimTypes.Role).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var name = principal.FindFirstValue(DisplayName) ?? principal.Identity.Name ?? id;
        return new(id, name, roles, CustomerId.TryParse(principal.FindFirstValue(Customer), out var customer) ? customer : null);
    }
}
