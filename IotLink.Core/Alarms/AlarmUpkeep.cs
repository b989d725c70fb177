using IotLink.Core.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Alarms;

/// <summary>Lets time do its part with alarms: see <see cref="IAlarmStore.UpkeepAsync"/>. Every host runs it; doing it twice changes nothing.</summary>
public sealed partial class AlarmUpkeep(IAlarmStore alarms, ILiveFeed live, TimeProvider time, ILogger<AlarmUpkeep> log) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await OnceAsync(stoppingToken);
    }

    private async Task OnceAsync(CancellationToken ct)
    {
        try
        {
            var changed = await alarms.UpkeepAsync(time.GetUtcNow(), ct);
            if (changed.Count == 0) return;
            live.Signal(LiveTopic.Alarms);
            foreach (var device in changed.Select(a => a.Device).Distinct()) live.Signal(LiveTopic.Of(device));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogMissed(e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Leases, suppression and storms of alarms could not be kept up; the next round tries again.")]
    private partial void LogMissed(Exception e);
}
