using IotLink.Core.DeadLetters;
using IotLink.Core.Live;

namespace IotLink.Ingest.DeadLetters;

/// <summary>A running job's connection to its row: says how far it is, keeps the lease, hears of a cancel.</summary>
internal sealed class JobPulse(LetterJob job, string owner, ILetterJobStore jobs, ILiveFeed live, TimeProvider time, TimeSpan lease)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private long? _reportedAt;

    public LetterJob Job => job;

    public JobProgress Progress { get; set; } = job.Progress;

    /// <summary>Reports when it is time to.</summary>
    /// <exception cref="JobEndedException">Somebody cancelled it, or another host has it.</exception>
    public async Task BeatAsync(CancellationToken ct)
    {
        if (_reportedAt is { } at && time.GetElapsedTime(at) < Pace) return;
        var now = await jobs.ReportAsync(job.Id, owner, Progress, time.GetUtcNow(), lease, ct);
        _reportedAt = time.GetTimestamp();
        live.Signal(LiveTopic.LetterJobs);
        if (now is null) throw new JobEndedException(null);
        if (now.CancelAsked) throw new JobEndedException(JobState.Cancelled);
    }
}

/// <summary>The job goes no further here.</summary>
/// <param name="state">How it ends; null when it is somebody else's now.</param>
internal sealed class JobEndedException(JobState? state) : Exception
{
    public JobState? State => state;
}
