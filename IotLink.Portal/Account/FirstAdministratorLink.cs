using IotLink.Core.Accounts;
using IotLink.Portal.Account.OpenId;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Portal.Account;

/// <summary>Prints the one-time link once the host listens, when there is nobody who could sign in and no demo and no sign-in service either.</summary>
internal sealed class FirstAdministratorLink(
    IServiceScopeFactory scopes, IHostEnvironment environment, IHostApplicationLifetime lifetime, IServer server, FirstAdministrator first,
    IOptions<SignInSettings> options) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (environment.IsDevelopment() || options.Value.IsOpenId) return;
        await StartedAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IAccountDirectory>().CountAsync(stoppingToken) > 0) return;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        await Console.Out.WriteLineAsync($"No account yet. Make the first administrator within an hour, once:\n  {address}/account/first-admin?token={first.Issue()}".AsMemory(), stoppingToken);
    }

    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource();
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }
}
