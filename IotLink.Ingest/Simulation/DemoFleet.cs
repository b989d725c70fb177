using IotLink.Core.Seeds;
using IotLink.Ingest.Demo;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Simulation;

/// <summary>
/// The demo plant alive: real sockets, real frames, faults included, against this very process. Development only; starts when the
/// gateways listen and stops with the host.
/// </summary>
internal sealed partial class DemoFleet(
    OwnTargets targets, IHostApplicationLifetime lifetime, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoFleet> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var (fleet, figures) = (new Fleet(DemoPlant.MasterData(options.Value.Devices).Devices), new FleetFigures());
        LogStarted(logger, fleet.Devices.Count);
        await fleet.RunAsync(targets.Find(), DemoPlant.SecretOf, new FleetClock(time), figures, stoppingToken);
        LogStopped(logger, figures.Sent, figures.Sessions, figures.Lost);
    }

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
