using IotLink.Core.Things;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>Where job executions are kept, timers included. Every method is one transaction.</summary>
public interface IJobStore
{
    Task<ThingJobs> FindAsync(string thing, CancellationToken ct);

    Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct);

    /// <summary>Things with an execution whose timer has ended, at most so many.</summary>
    Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>Decides on the newest executions and keeps what comes of it together with what is to be told.</summary>
    /// <param name="decide">Pure: when another host was quicker it is called again with the newer executions.</param>
    Task<JobDecision> ChangeAsync(string thing, Func<ThingJobs, JobDecision> decide, CancellationToken ct);
}

/// <param name="Change">null when nothing changed.</param>
public sealed record JobDecision(JobOutcome Outcome, ThingChange? Change);
