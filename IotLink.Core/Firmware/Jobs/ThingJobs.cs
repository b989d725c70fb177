using System.Collections.Immutable;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>All job executions of one thing, in the order they were queued.</summary>
public sealed record ThingJobs(string Thing, ImmutableArray<JobExecution> Executions)
{
    public static ThingJobs None(string thing) => new(thing, []);

    /// <summary>In progress first, then by the time they were queued.</summary>
    public IEnumerable<JobExecution> Pending =>
        Executions.Where(e => e.IsPending).OrderBy(e => e.Status == JobStatus.Queued).ThenBy(e => e.QueuedAt);

    public JobExecution? Next => Pending.FirstOrDefault();

    /// <summary>When the first timer ends; null when none runs.</summary>
    public DateTimeOffset? NextDeadline => Executions.Min(e => e.TimesOutAt);

    /// <param name="number">null: the latest execution of the job.</param>
    public JobExecution? Find(string jobId, long? number) =>
        Executions.LastOrDefault(e => e.JobId == jobId && (number is null || e.Number == number));

    /// <summary>The execution that is new or another than before; null when there is none.</summary>
    internal JobExecution? ChangedSince(ThingJobs before) => Executions.FirstOrDefault(e => !before.Executions.Any(was => ReferenceEquals(was, e)));

    internal ThingJobs With(JobExecution before, JobExecution after) => this with { Executions = Executions.Replace(before, after) };

    internal ThingJobs With(JobExecution added) => this with { Executions = Executions.Add(added) };

    internal ThingJobs Without(string jobId) => this with { Executions = Executions.RemoveAll(e => e.JobId == jobId) };
}
