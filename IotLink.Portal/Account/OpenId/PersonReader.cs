using System.Security.Claims;
using IotLink.Core.Accounts;
using IotLink.Core.Devices;

namespace IotLink.Portal.Account.OpenId;

/// <summary>Why somebody the service knows cannot come in; each has a text on the sign-in page.</summary>
public enum SignInProblem { Away, Refused, NoRole, NoCustomer, Ended }

/// <summary>Reads an id token's claims as the core's words.</summary>
internal static class PersonReader
{
    /// <summary>Cognito puts this on both of its tokens; an access token says nothing about who somebody is.</summary>
    private const string TokenUse = "token_use";

    public static (ExternalPerson? Person, SignInProblem Problem) Read(IEnumerable<Claim> claims, OpenIdOptions options)
    {
        var said = claims.ToLookup(c => c.Type, c => c.Value);
        string? Of(params string[] names) => names.SelectMany(n => said[n]).FirstOrDefault(v => v.Length > 0);

        if (Of("sub") is not { } subject || Of(TokenUse) is not (null or "id")) return (null, SignInProblem.Refused);
        var roles = said[options.GroupsClaim].Where(Role.All.Contains).ToHashSet(StringComparer.Ordinal);
        if (roles.Count == 0) return (null, SignInProblem.NoRole);
        var customer = CustomerId.TryParse(Of(options.CustomerClaim), out var id) ? id : (CustomerId?)null;
        if (customer is null && roles.Any(r => r is Role.CustomerAdmin or Role.CustomerView)) return (null, SignInProblem.NoCustomer);

        var userName = Of(options.UserNameClaim, "preferred_username", "email") ?? subject;
        return (new(subject, userName, Of("name", "given_name") ?? userName, Of("email"), roles, customer), default);
    }
}
