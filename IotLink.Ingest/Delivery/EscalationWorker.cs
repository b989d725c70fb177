using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Calendars;
using IotLink.Core.Live;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Delivery;

/// <summary>
/// Takes each escalation's next step when it is due. The timers are rows, so a restart continues where the last host ended; several hosts
/// may run it, and each step happens once.
/// </summary>
public sealed partial class EscalationWorker(
    IEscalationStore runs,
    IOnCallStore onCall,
    SiteCalendar calendar,
    ILiveFeed live,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<EscalationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private const int AtOnce = 100;

    /// <summary>Takes the steps that are due now.</summary>
    /// <returns>How many runs went on.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (await runs.NextDueAsync(ct) is not { } due || due > time.GetUtcNow()) return 0;
        var scene = new EscalationScene(await onCall.LoadAsync(ct), calendar);
        var now = time.GetUtcNow();
        var done = await runs.AdvanceAsync(AtOnce, now, (run, row) => EscalationCourse.Advance(run, row, scene, now), ct);
        var (told, exhausted) = (done.Sum(d => d.Told.Count), done.Count(d => d.After.State == EscalationState.Exhausted));
        if (told > 0) LogTold(told, done.Count);
        if (exhausted > 0) LogExhausted(exhausted);
        if (done.Count > 0) live.Signal(LiveTopic.Notifications);
        return done.Count;
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
                while (await RunOnceAsync(stoppingToken) > 0)
                {
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogInterrupted(e);
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Information, "{Told} notifications were decided on by {Runs} escalations.")]
    private partial void LogTold(int told, int runs);

    [LoggerMessage(2, LogLevel.Warning, "{Count} escalations went through all their steps and nobody acknowledged.")]
    private partial void LogExhausted(int count);

    [LoggerMessage(3, LogLevel.Warning, "Escalations cannot go on; trying again.")]
    private partial void LogInterrupted(Exception e);
}
