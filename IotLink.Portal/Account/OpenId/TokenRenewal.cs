using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IotLink.Portal.Account.OpenId;

/// <summary>What the service said to a refresh token.</summary>
/// <param name="IsOver">It no longer vouches: signed out, disabled, or too long ago.</param>
/// <param name="Claims">Of the new id token; empty when it sent none.</param>
/// <param name="Away">Why nothing could be learnt; null when it answered.</param>
internal sealed record Renewal(bool IsOver, IReadOnlyList<Claim> Claims, IReadOnlyList<AuthenticationToken> Tokens, string? Away);

/// <summary>Asks the token endpoint for new tokens, which is how one learns whether somebody is still who they were.</summary>
internal sealed class TokenRenewal(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    public async Task<Renewal> AskAsync(string refreshToken, CancellationToken ct)
    {
        var openId = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            var service = await openId.ConfigurationManager!.GetConfigurationAsync(ct);
            using var answer = await openId.Backchannel.PostAsync(service.TokenEndpoint, Question(openId, refreshToken), ct);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            if (!answer.IsSuccessStatusCode) return Refusal(answer.StatusCode, body.RootElement);
            var tokens = TokensOf(body.RootElement, refreshToken);
            var idToken = tokens.FirstOrDefault(t => t.Name == "id_token")?.Value;
            return new(false, idToken is null ? [] : await ClaimsAsync(openId, service.Issuer, service.SigningKeys, idToken), tokens, null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new(false, [], [], e.GetBaseException().Message);
        }
    }

    private static FormUrlEncodedContent Question(OpenIdConnectOptions openId, string refreshToken)
    {
        var fields = new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = openId.ClientId! };
        if (openId.ClientSecret is { Length: > 0 } secret) fields["client_secret"] = secret;
        return new(fields);
    }

    /// <summary>Only this one word is about the person; any other is about our settings or the service.</summary>
    private static Renewal Refusal(HttpStatusCode status, JsonElement body)
    {
        var error = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var word) ? word.ToString() : "";
        return error == "invalid_grant" ? new(true, [], [], null) : new(false, [], [], $"{(int)status} {error}");
    }

    private List<AuthenticationToken> TokensOf(JsonElement body, string refreshToken)
    {
        var tokens = new List<AuthenticationToken>();
        foreach (var name in new[] { "access_token", "id_token" })
        {
            if (body.TryGetProperty(name, out var token)) tokens.Add(new() { Name = name, Value = token.GetString()! });
        }

        // Where refresh tokens rotate a new one comes; where not, the old one goes on.
        tokens.Add(new() { Name = "refresh_token", Value = body.TryGetProperty("refresh_token", out var next) ? next.GetString()! : refreshToken });
        if (body.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var lasting))
        {
            tokens.Add(new() { Name = "expires_at", Value = time.GetUtcNow().AddSeconds(lasting).ToString("o", CultureInfo.InvariantCulture) });
        }

        return tokens;
    }

    private static async Task<IReadOnlyList<Claim>> ClaimsAsync(
        OpenIdConnectOptions openId, string issuer, IEnumerable<Microsoft.IdentityModel.Tokens.SecurityKey> keys, string idToken)
    {
        var wanted = openId.TokenValidationParameters.Clone();
        (wanted.ValidIssuer, wanted.ValidAudience, wanted.IssuerSigningKeys) = (issuer, openId.ClientId, keys);
        var seen = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, wanted);
        return seen.IsValid ? [.. seen.ClaimsIdentity.Claims] : throw new InvalidOperationException($"The service's new id token is not valid: {seen.Exception.Message}");
    }
}
