using System.Text.Json.Nodes;
using IotLink.Core.Things;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>Job executions with AWS IoT Jobs' semantics. What concerns one thing is done in the order of the calls, and kept before it is told.</summary>
public interface IJobs
{
    /// <summary>Answers a device as AWS does.</summary>
    Task<JobReply> AskAsync(JobTopic request, ReadOnlyMemory<byte> body, Asker asker, CancellationToken ct);

    /// <summary>All executions of a thing, ended ones too.</summary>
    Task<ThingJobs> OfThingAsync(string thing, CancellationToken ct);

    /// <summary>All executions of a job, on all its things.</summary>
    Task<IReadOnlyList<ThingExecution>> OfJobAsync(string jobId, CancellationToken ct);

    /// <summary>
    /// Queues an execution on a thing. With an <see cref="JobOrder.Number"/> it is done once however often it is called: whoever was
    /// interrupted calls again. Without one, a further execution of the same job is a retry with the next number.
    /// </summary>
    /// <returns>false when the execution was there already, or the thing is not known.</returns>
    Task<bool> QueueAsync(string thing, JobOrder order, CancellationToken ct);

    /// <summary>Cancels what is queued; what is in progress only by force.</summary>
    /// <returns>false when there was nothing to cancel.</returns>
    Task<bool> CancelAsync(string thing, string jobId, bool force, CancellationToken ct);

    /// <summary>The thing is no longer one of the job's targets.</summary>
    /// <returns>false when nothing was pending.</returns>
    Task<bool> RemoveAsync(string thing, string jobId, CancellationToken ct);

    /// <summary>Forgets the job's executions on a thing, whatever they are.</summary>
    /// <returns>false when there were none.</returns>
    Task<bool> DeleteAsync(string thing, string jobId, CancellationToken ct);

    /// <summary>Hears that executions of a thing have changed; a hint, like <see cref="Shadows.IShadows.Watch"/>.</summary>
    /// <param name="heard">Returns at once and throws nothing.</param>
    IDisposable Watch(Action<JobNotice> heard);
}

/// <param name="Document">What the device is to do; at most 32,768 characters as JSON.</param>
/// <param name="Limit">How long it may be in progress; null: for ever.</param>
/// <param name="Number">1 for the first execution, 2 for the first retry; null: the next.</param>
public sealed record JobOrder(string JobId, JsonObject Document, TimeSpan? Limit = null, int? Number = null);

/// <param name="Body">AWS's answer: what <c>accepted</c> or <c>rejected</c> carries.</param>
public sealed record JobReply(JsonObject Body, JobRejection? Rejection);

/// <param name="JobId">null: executions of several jobs.</param>
/// <param name="ByThing">The device itself did it.</param>
public sealed record JobNotice(string Thing, string? JobId, bool ByThing);

public sealed record ThingExecution(string Thing, JobExecution Execution);
