using System.Threading.Channels;
using IotLink.Core.DeadLetters;
using IotLink.Core.Live;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.DeadLetters;

/// <summary>
/// Carries out what people want done about dead letters, one job after the other. A job belongs to one host at a time (its lease); what
/// a crash interrupts is taken up again from the last report, and nothing is done twice because letters are settled once per job.
/// </summary>
public sealed partial class LetterWorker(
    ILetterJobStore jobs,
    LetterGround ground,
    Reprocessing reprocessing,
    DryRun dryRun,
    LetterChanges changes,
    LetterMetrics metrics,
    ILiveFeed live,
    IOptions<LetterOptions> options,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<LetterWorker> log) : BackgroundService
{
    /// <summary>How often it looks for jobs that another process wrote down.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private const int MostFailures = 5;

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly Dictionary<long, int> _failures = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pipeline.Value.Enabled) return;
        await Task.Yield();
        using var asked = live.Subscribe(LiveTopic.LetterJobs, TimeSpan.FromMilliseconds(50), () =>
        {
            _asked.Writer.TryWrite(true);
            return Task.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await RunNextAsync(stoppingToken))
                {
                }

                await metrics.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogInterrupted(e);
            }

            await Task.WhenAny(_asked.Reader.WaitToReadAsync(stoppingToken).AsTask(), Task.Delay(Pace, time, stoppingToken));
            _asked.Reader.TryRead(out _);
        }
    }

    /// <summary>Takes a job and carries it out.</summary>
    /// <returns>false when there is none.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await jobs.TakeAsync(_owner, time.GetUtcNow(), _lease, ct) is not { } job) return false;
        LogTaken(job.Id, job.Order.Action, job.UserName);
        var pulse = new JobPulse(job, _owner, jobs, live, time, _lease);
        var end = await CarryOutAsync(pulse, ct);
        if (end is null) return true;
        await jobs.EndAsync(job.Id, _owner, end, time.GetUtcNow(), ct);
        LogEnded(job.Id, end.State, end.Progress.Passed, end.Progress.Failed, end.Progress.Skipped);
        await metrics.RefreshAsync(ct);
        live.Signal(LiveTopic.LetterJobs);
        live.Signal(LiveTopic.DeadLetters);
        return true;
    }

    /// <returns>null when it goes on later, here or on another host.</returns>
    private async Task<JobEnd?> CarryOutAsync(JobPulse pulse, CancellationToken ct)
    {
        try
        {
            if (pulse.Job.CancelAsked) return new(JobState.Cancelled, pulse.Progress, [], null);
            await ground.RefreshAsync(ct);
            switch (pulse.Job.Order.Action)
            {
                case LetterAction.Try:
                    var (results, error) = await dryRun.RunAsync(pulse, ct);
                    return new(error is null ? JobState.Done : JobState.Failed, pulse.Progress, results, error);
                case LetterAction.Reprocess:
                    await reprocessing.RunAsync(pulse, ct);
                    break;
                default:
                    await changes.RunAsync(pulse, ct);
                    break;
            }

            return new(JobState.Done, pulse.Progress, [], null);
        }
        catch (JobEndedException ended)
        {
            return ended.State is { } state ? new(state, pulse.Progress, [], null) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(pulse.Job.Id, e);
            _failures[pulse.Job.Id] = _failures.GetValueOrDefault(pulse.Job.Id) + 1;
            return _failures[pulse.Job.Id] < MostFailures ? null : new(JobState.Failed, pulse.Progress, [], e.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Dead letter job {Job} ({Action}) of {User} is carried out.")]
    private partial void LogTaken(long job, LetterAction action, string user);

    [LoggerMessage(2, LogLevel.Information, "Dead letter job {Job} ended: {State}; {Passed} passed, {Failed} failed, {Skipped} passed over.")]
    private partial void LogEnded(long job, JobState state, int passed, int failed, int skipped);

    [LoggerMessage(3, LogLevel.Error, "Dead letter job {Job} was interrupted; it goes on from its last report when its lease is over.")]
    private partial void LogFailed(long job, Exception e);

    [LoggerMessage(4, LogLevel.Warning, "Dead letter jobs cannot be read; trying again.")]
    private partial void LogInterrupted(Exception e);
}
