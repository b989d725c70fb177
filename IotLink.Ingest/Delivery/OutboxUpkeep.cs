using IotLink.Core.Notifications;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Delivery;

/// <summary>Counts what waits and what failed, and lets go of what was over long ago, once a day. Doing it twice changes nothing.</summary>
public sealed partial class OutboxUpkeep(
    IOutbox outbox,
    DeliveryMetrics metrics,
    IOptions<NotificationOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<OutboxUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private DateTimeOffset _dropAt = DateTimeOffset.MinValue;

    public async Task RunOnceAsync(CancellationToken ct)
    {
        metrics.Counted(await outbox.StatesAsync(ct));
        var now = time.GetUtcNow();
        if (now < _dropAt) return;
        if (await outbox.DropAsync(now.AddDays(-options.Value.KeepDays), ct) is > 0 and var count) LogDropped(count, options.Value.KeepDays);
        _dropAt = now.AddDays(1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        using var pace = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Information, "Dropped {Count} notifications older than {Days} days.")]
    private partial void LogDropped(int count, int days);

    [LoggerMessage(2, LogLevel.Warning, "The outbox cannot be counted or cleaned up; trying again.")]
    private partial void LogFailed(Exception e);
}
