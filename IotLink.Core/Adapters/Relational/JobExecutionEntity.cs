using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Relational;

internal sealed class JobExecutionEntity
{
    public required string Thing { get; set; }

    public required string JobId { get; set; }

    public int Number { get; set; }

    /// <summary>The order the thing's executions were queued in.</summary>
    public int Place { get; set; }

    public JobStatus Status { get; set; }

    /// <summary>JSON; null when there never were any.</summary>
    public string? Details { get; set; }

    public DateTimeOffset QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset LastUpdatedAt { get; set; }

    public int Version { get; set; }

    public required string Document { get; set; }

    public int? LimitSeconds { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    public DateTimeOffset? StepDeadline { get; set; }

    /// <summary>The first of the two, while it is in progress.</summary>
    public DateTimeOffset? TimesOutAt { get; set; }

    public static JobExecutionEntity Of(string thing, JobExecution execution, int place)
    {
        var entity = new JobExecutionEntity
        {
            Thing = thing,
            JobId = execution.JobId,
            Number = execution.Number,
            Place = place,
            QueuedAt = execution.QueuedAt,
            Document = execution.Document.ToJsonString(ThingJson.Compact),
            LimitSeconds = (int?)execution.Limit?.TotalSeconds,
        };
        entity.Take(execution);
        return entity;
    }

    public void Take(JobExecution execution)
    {
        (Status, StartedAt, LastUpdatedAt, Version) = (execution.Status, execution.StartedAt, execution.LastUpdatedAt, execution.Version);
        (Deadline, StepDeadline, TimesOutAt) = (execution.Deadline, execution.StepDeadline, execution.TimesOutAt);
        Details = execution.Details is null ? null : JsonSerializer.Serialize(execution.Details, ThingJson.Compact);
    }

    public JobExecution ToExecution() => new(
        JobId,
        Number,
        Status,
        Details is null
            ? null
            : JsonSerializer.Deserialize<Dictionary<string, string>>(Details)!.ToImmutableSortedDictionary(StringComparer.Ordinal),
        QueuedAt,
        StartedAt,
        LastUpdatedAt,
        Version,
        JsonNode.Parse(Document)!.AsObject(),
        LimitSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Deadline,
        StepDeadline);
}
