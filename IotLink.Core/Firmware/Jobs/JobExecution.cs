using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>One job on one thing. Never changed in place.</summary>
/// <param name="Number">1 for the first; each retry is a further one.</param>
/// <param name="Version">1 when queued; grows by one with each change.</param>
/// <param name="Document">What the device is to do; a JSON object.</param>
/// <param name="Limit">How long it may be in progress; null: for ever.</param>
/// <param name="Deadline">When the in-progress timer ends; set once, when it goes in progress.</param>
/// <param name="StepDeadline">When the step timer ends; each update that names a step time-out sets it anew.</param>
public sealed record JobExecution(
    string JobId,
    int Number,
    JobStatus Status,
    ImmutableSortedDictionary<string, string>? Details,
    DateTimeOffset QueuedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset LastUpdatedAt,
    int Version,
    JsonObject Document,
    TimeSpan? Limit = null,
    DateTimeOffset? Deadline = null,
    DateTimeOffset? StepDeadline = null)
{
    public bool IsPending => !Status.IsTerminal;

    /// <summary>Whichever timer ends first; null when none runs.</summary>
    public DateTimeOffset? TimesOutAt =>
        Status != JobStatus.InProgress ? null : Deadline is { } whole && StepDeadline is { } step ? (whole < step ? whole : step) : Deadline ?? StepDeadline;

    internal JobExecution To(JobStatus status, DateTimeOffset now) => this with
    {
        Status = status,
        Version = Version + 1,
        LastUpdatedAt = now,
        StartedAt = status == JobStatus.InProgress ? StartedAt ?? now : StartedAt,
        Deadline = status == JobStatus.InProgress ? Deadline ?? now + Limit : null,
        StepDeadline = status == JobStatus.InProgress ? StepDeadline : null,
    };
}
