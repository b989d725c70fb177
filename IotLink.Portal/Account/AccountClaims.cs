using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account;

/// <summary>What a signed-in person's cookie says: id, names, roles, customer, and the stamp that ends it when any of these change.</summary>
internal sealed class AccountClaims(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Core.Accounts.Account>
{
    private readonly ClaimsIdentityOptions _names = options.Value.ClaimsIdentity;

    public Task<ClaimsPrincipal> CreateAsync(Core.Accounts.Account user)
    {
        var viewer = user.ToViewer();
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, _names.UserNameClaimType, _names.RoleClaimType);
        identity.AddClaim(new(_names.UserIdClaimType, viewer.UserId));
        identity.AddClaim(new(_names.UserNameClaimType, user.UserName));
        identity.AddClaim(new(ViewerClaims.DisplayName, viewer.Name));
        identity.AddClaim(new(_names.SecurityStampClaimType, user.SecurityStamp));
        foreach (var role in viewer.Roles) identity.AddClaim(new(_names.RoleClaimType, role));
        if (viewer.Customer is { } customer) identity.AddClaim(new(ViewerClaims.Customer, customer.Value));
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
