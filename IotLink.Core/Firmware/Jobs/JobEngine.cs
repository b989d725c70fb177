using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>AWS IoT Jobs for one thing as functions: its executions and a request, an act or the time give the next executions and what to publish.</summary>
public static class JobEngine
{
    /// <summary>Answers a device.</summary>
    public static JobOutcome Answer(JobTopic topic, ThingJobs jobs, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var (request, rejection) = JobRequest.Read(body);
        var after = jobs;
        var answer = new JsonObject();
        rejection ??= topic.Operation switch
        {
            JobOperation.GetPending => GetPending(jobs, answer),
            JobOperation.StartNext => StartNext(ref after, request, answer, now),
            JobOperation.Describe => Describe(topic, jobs, request, answer, now),
            _ => Update(topic, ref after, request, answer, now),
        };
        if (rejection is not null) return new(jobs, [Reply(topic, "/rejected", JobShapes.Rejected(rejection, now), request)], rejection);
        answer["timestamp"] = JobShapes.Seconds(now);
        return new(after, [Reply(topic, "/accepted", answer, request), .. JobNotices.Between(jobs, after, now)]);
    }

    /// <summary>Refuses a request without looking at any execution.</summary>
    public static JobOutcome Reject(JobTopic topic, JobRejection rejection, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        new(ThingJobs.None(topic.Thing), [Reply(topic, "/rejected", JobShapes.Rejected(rejection, now), JobRequest.Read(body).Request)], rejection);

    /// <summary>Queues an execution; a further one of the same job is a retry and has the next number.</summary>
    /// <param name="limit">How long it may be in progress; null: for ever.</param>
    public static JobOutcome Create(ThingJobs jobs, string jobId, JsonObject document, TimeSpan? limit, DateTimeOffset now)
    {
        var number = (jobs.Find(jobId, null)?.Number ?? 0) + 1;
        return Act(jobs, jobs.With(new JobExecution(jobId, number, JobStatus.Queued, null, now, null, now, 1, document, limit)), now);
    }

    /// <summary>Cancels what is queued; what is in progress only by force.</summary>
    public static JobOutcome Cancel(ThingJobs jobs, string jobId, bool force, DateTimeOffset now) =>
        jobs.Find(jobId, null) is { IsPending: true } e && (force || e.Status == JobStatus.Queued)
            ? Act(jobs, jobs.With(e, e.To(JobStatus.Canceled, now)), now)
            : new(jobs, []);

    /// <summary>The thing is no longer one of the job's targets.</summary>
    public static JobOutcome Remove(ThingJobs jobs, string jobId, DateTimeOffset now) =>
        jobs.Find(jobId, null) is { IsPending: true } e ? Act(jobs, jobs.With(e, e.To(JobStatus.Removed, now)), now) : new(jobs, []);

    /// <summary>The job itself is gone, and with it all its executions.</summary>
    public static JobOutcome Delete(ThingJobs jobs, string jobId, DateTimeOffset now) => Act(jobs, jobs.Without(jobId), now);

    /// <summary>Ends what has outlasted one of its timers.</summary>
    public static JobOutcome TimeOut(ThingJobs jobs, DateTimeOffset now)
    {
        var after = jobs;
        foreach (var late in jobs.Executions.Where(e => e.TimesOutAt <= now)) after = after.With(late, late.To(JobStatus.TimedOut, now));
        return Act(jobs, after, now);
    }

    private static JobOutcome Act(ThingJobs before, ThingJobs after, DateTimeOffset now) => new(after, [.. JobNotices.Between(before, after, now)]);

    private static JobRejection? GetPending(ThingJobs jobs, JsonObject answer)
    {
        answer["inProgressJobs"] = JobShapes.Summaries(jobs.Pending.Where(e => e.Status == JobStatus.InProgress));
        answer["queuedJobs"] = JobShapes.Summaries(jobs.Pending.Where(e => e.Status == JobStatus.Queued));
        return null;
    }

    private static JobRejection? StartNext(ref ThingJobs jobs, JobRequest request, JsonObject answer, DateTimeOffset now)
    {
        if (jobs.Next is not { } next) return null;
        if (next.Status == JobStatus.Queued)
        {
            var started = Step(next.To(JobStatus.InProgress, now) with { Details = request.Details ?? next.Details }, request, now);
            jobs = jobs.With(next, started);
            next = started;
        }

        answer["execution"] = JobShapes.Execution(next, jobs.Thing, withDocument: true, now);
        return null;
    }

    private static JobRejection? Describe(JobTopic topic, ThingJobs jobs, JobRequest request, JsonObject answer, DateTimeOffset now)
    {
        var isNext = topic.JobId == JobTopic.Next;
        var found = isNext ? jobs.Next : jobs.Find(topic.JobId!, request.ExecutionNumber);
        if (found is null) return isNext ? null : JobRejection.NotFound(topic.JobId!, request.ExecutionNumber);
        if (found.Status.IsTerminal) return JobRejection.Terminal(found);
        answer["execution"] = JobShapes.Execution(found, jobs.Thing, request.IncludeDocument ?? true, now);
        return null;
    }

    private static JobRejection? Update(JobTopic topic, ref ThingJobs jobs, JobRequest request, JsonObject answer, DateTimeOffset now)
    {
        if (request.Status is not { } status) return JobRejection.InvalidRequest("status is missing.");
        if (jobs.Find(topic.JobId!, request.ExecutionNumber) is not { } before) return JobRejection.NotFound(topic.JobId!, request.ExecutionNumber);
        if (before.Status.IsTerminal) return JobRejection.Transition(before, status);
        if (request.ExpectedVersion is { } expected && expected != before.Version) return JobRejection.WrongVersion(before, expected);

        var after = Step(before.To(status, now) with { Details = request.Details ?? before.Details }, request, now);
        jobs = jobs.With(before, after);
        if (request.IncludeState) answer["executionState"] = JobShapes.State(after);
        if (request.IncludeDocument is true) answer["jobDocument"] = after.Document.DeepClone();
        return null;
    }

    private static JobExecution Step(JobExecution e, JobRequest request, DateTimeOffset now) =>
        request.NamesStep && e.Status == JobStatus.InProgress ? e with { StepDeadline = now + request.Step } : e;

    private static JobMessage Reply(JobTopic topic, string suffix, JsonObject body, JobRequest request)
    {
        if (request.ClientToken is { } token) body["clientToken"] = token;
        return new(topic.Address + suffix, body);
    }
}
