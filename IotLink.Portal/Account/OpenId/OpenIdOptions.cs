namespace IotLink.Portal.Account.OpenId;

/// <summary>Section <c>SignIn:OpenId</c>. The defaults fit Amazon Cognito.</summary>
public sealed class OpenIdOptions
{
    /// <summary>The issuer, whose discovery document names everything else: <c>https://cognito-idp.REGION.amazonaws.com/POOL</c>.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>null for a public client.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Separated by blanks.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>The claim whose values are names of roles; other values are passed over.</summary>
    public string GroupsClaim { get; set; } = "cognito:groups";

    public string UserNameClaim { get; set; } = "cognito:username";

    /// <summary>The claim that names the customer of a customer account.</summary>
    public string CustomerClaim { get; set; } = "custom:customer";

    /// <summary>Cognito's own way out, <c>https://DOMAIN/logout</c>; null: the way of the standard, which the discovery document names.</summary>
    public string? LogoutUrl { get; set; }

    /// <summary>How often the service is asked whether it still vouches for somebody who is signed in.</summary>
    public int CheckSeconds { get; set; } = 120;

    /// <summary>How long people stay signed in while the service does not answer.</summary>
    public int GraceMinutes { get; set; } = 60;

    public int SessionHours { get; set; } = 12;

    internal IEnumerable<string> Faults(string section)
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback))
        {
            yield return $"{section}:{nameof(Authority)} must be the issuer's https address (was '{Authority}')";
        }

        if (ClientId.Length == 0) yield return $"{section}:{nameof(ClientId)} must name this portal's client at the service (was empty)";
        if (!Scopes.Split(' ').Contains("openid")) yield return $"{section}:{nameof(Scopes)} must hold 'openid' (was '{Scopes}')";
        if (LogoutUrl is not null && !Uri.TryCreate(LogoutUrl, UriKind.Absolute, out _)) yield return $"{section}:{nameof(LogoutUrl)} must be an address (was '{LogoutUrl}')";
        if (CheckSeconds is < 1 or > 3600) yield return $"{section}:{nameof(CheckSeconds)} must be 1 to 3600 (was {CheckSeconds})";
        if (GraceMinutes is < 0 or > 1440) yield return $"{section}:{nameof(GraceMinutes)} must be 0 to 1440 (was {GraceMinutes})";
        if (SessionHours is < 1 or > 720) yield return $"{section}:{nameof(SessionHours)} must be 1 to 720 (was {SessionHours})";
    }
}
