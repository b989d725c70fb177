using IotLink.Core.CustomerDays;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Schedules;

/// <summary>Makes customers' days after midnight, and again what late readings or a new formula have changed.</summary>
internal sealed partial class CustomerDayWorker(
    CustomerDayRun run, IOptions<AggregateOptions> options, TimeProvider time, ILogger<CustomerDayWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.DailyPaceMinutes), time);
        do
        {
            try
            {
                var made = await run.RunAsync(TimeSpan.FromMinutes(options.Value.SealAfterMinutes), time.GetUtcNow(), stoppingToken);
                if (made.Count > 0) LogMade(made.Count, made[0]);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Information, "Made {Count} customer days, the newest {Day}.")]
    private partial void LogMade(int count, DateOnly day);

    [LoggerMessage(2, LogLevel.Warning, "Customers' days could not be made; it is tried again.")]
    private partial void LogFailed(Exception e);
}
