using IotLink.Core.Accounts;
using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Devices;
using IotLink.Core.Seeds;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Demo;

/// <summary>Puts the demo plant into the registry before the gateways open, and somebody to sign in as for each role.</summary>
internal sealed class DemoSeed(
    IDeviceStore store, IDeviceRegistry registry, IAccountDirectory accounts, IOnCallStore onCall, IOptions<DemoOptions> options, TimeProvider time) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await DemoPlant.SeedAsync(store, time.GetUtcNow(), cancellationToken, options.Value.Devices);
        await registry.RefreshAsync(cancellationToken);
        await DemoPlant.SeedAsync(accounts, cancellationToken);
        await DemoOnCall.SeedAsync(onCall, accounts, time.GetUtcNow(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
