using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace IotLink.Portal.Account;

/// <summary>Guessing passwords is slow: a few tries a minute from one address, whatever the account; lock-out per account comes on top.</summary>
internal static class SignInLimit
{
    public const string Policy = "sign-in";

    private const int TriesPerMinute = 20;

    public static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                "try from " + context.Connection.RemoteIpAddress,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = TriesPerMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("look"));
    }
}
