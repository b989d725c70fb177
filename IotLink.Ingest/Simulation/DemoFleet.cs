using IotLink.Core.Seeds;
using IotLink.Ingest.Gateways;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Simulation;

/// <summary>
/// The demo plant alive: real sockets, real frames, faults included, against this very process. Development only; starts when the
/// gateways listen and stops with the host.
/// </summary>
public sealed partial class DemoFleet(
    GatewayAddresses gateways, IServer web, IHostApplicationLifetime lifetime, IOptions<GatewaySiteOptions> site, TimeProvider time, ILogger<DemoFleet> logger)
    : BackgroundService
{
    public FleetFigures Figures { get; } = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var fleet = new Fleet(DemoPlant.MasterData().Devices);
        LogStarted(logger, fleet.Devices.Count);
        await fleet.RunAsync(Targets(), DemoPlant.SecretOf, new FleetClock(time), Figures, stoppingToken);
        LogStopped(logger, Figures.Sent, Figures.Sessions, Figures.Lost);
    }

    private FleetTargets Targets() => new(
        site.Value.Environment.ToString().ToLowerInvariant(),
        Loopback(GatewayAddresses.Mqtt),
        product => Loopback(GatewayAddresses.Tcp(product.Value)),
        web.Features.Get<IServerAddressesFeature>()?.Addresses.Select(Reachable).FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttp));

    private Address? Loopback(string listener) => gateways.Find(listener) is { } bound ? new("127.0.0.1", bound.Port) : null;

    private static Uri Reachable(string address) =>
        new(address.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal));

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(ct);
    }

    [LoggerMessage(LogLevel.Information, "The demo plant is alive with {Devices} devices.")]
    private static partial void LogStarted(ILogger logger, int devices);

    [LoggerMessage(LogLevel.Information, "The demo plant stopped: {Sent} messages over {Sessions} sessions, {Lost} of them lost.")]
    private static partial void LogStopped(ILogger logger, long sent, long sessions, long lost);
}
