using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>Lets job executions time out. Every host runs it.</summary>
internal sealed partial class JobTimers(EmbeddedJobs jobs, TimeProvider time, ILogger<JobTimers> log) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await jobs.TimeOutAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogMissed(e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Timers of jobs could not be looked at; the next round tries again.")]
    private partial void LogMissed(Exception e);
}
