using IotLink.Core.Devices;

namespace IotLink.Ingest.Hosting;

/// <summary>Keeps the in-memory registry within seconds of the store, also when another host changed it.</summary>
internal sealed partial class RegistryFollower(IDeviceRegistry registry, TimeProvider time, ILogger<RegistryFollower> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>Gateways start after this, and know every device from their first connection on.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await registry.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBehind(e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The device registry could not be refreshed; the last one known is used.")]
    private partial void LogBehind(Exception e);
}
