using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account.OpenId;

/// <summary>Makes an account of whom the service vouches for, and leads everything that goes wrong to the sign-in page.</summary>
internal sealed partial class OpenIdEvents(
    IAccountDirectory directory, IUserClaimsPrincipalFactory<Core.Accounts.Account> claims, IAuditLog audit, IOptions<SignInSettings> options, TimeProvider time,
    ILogger<OpenIdEvents> log) : OpenIdConnectEvents
{
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var ct = context.HttpContext.RequestAborted;
        var (person, problem) = PersonReader.Read(context.SecurityToken.Claims, options.Value.OpenId);
        if (person is null)
        {
            LogRefused(context.SecurityToken.Subject, problem);
            Lead(context.Response, problem);
            context.HandleResponse();
            return;
        }

        var account = await directory.KnowAsync(person, ct);
        context.Principal = await claims.CreateAsync(account);
        await audit.WriteAsync(new(time.GetUtcNow(), account.Id, account.DisplayName, "account.signin", account.Id, null), ct);
    }

    /// <summary>A "no" at the service, an answer nobody asked for, a service that broke off.</summary>
    public override Task RemoteFailure(Microsoft.AspNetCore.Authentication.RemoteFailureContext context)
    {
        LogFailed(context.Failure?.GetBaseException().Message);
        Lead(context.Response, SignInProblem.Refused);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Cognito has a way out of its own, which knows nothing of the standard's.</summary>
    public override Task RedirectToIdentityProviderForSignOut(RedirectContext context)
    {
        if (options.Value.OpenId is not { LogoutUrl: { } address, ClientId: var client }) return Task.CompletedTask;
        var back = $"{context.Request.Scheme}://{context.Request.Host}{OpenIdEndpoints.SignedOut}";
        context.Response.Redirect(address + QueryString.Create("client_id", client).Add("logout_uri", back));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static void Lead(HttpResponse response, SignInProblem problem) => response.Redirect($"{Places.SignIn}?Problem={problem}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody the sign-in service vouches for ({Subject}) was not let in: {Problem}.")]
    private partial void LogRefused(string subject, SignInProblem problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in at the service failed: {Why}")]
    private partial void LogFailed(string? why);
}
