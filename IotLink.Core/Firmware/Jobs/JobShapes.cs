using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>Executions as AWS writes them in JSON. Times are epoch seconds.</summary>
internal static class JobShapes
{
    public static JsonObject Summary(JobExecution e)
    {
        var body = new JsonObject { ["jobId"] = e.JobId, ["queuedAt"] = Seconds(e.QueuedAt) };
        if (e.StartedAt is { } started) body["startedAt"] = Seconds(started);
        body["lastUpdatedAt"] = Seconds(e.LastUpdatedAt);
        body["versionNumber"] = e.Version;
        body["executionNumber"] = e.Number;
        return body;
    }

    /// <param name="thing">null in notifications, which do not name it.</param>
    public static JsonObject Execution(JobExecution e, string? thing, bool withDocument, DateTimeOffset now)
    {
        var body = Summary(e);
        if (thing is not null) body["thingName"] = thing;
        Describe(e, body);
        if (e.TimesOutAt is { } end) body["approximateSecondsBeforeTimedOut"] = Math.Max(0, (long)(end - now).TotalSeconds);
        if (withDocument) body["jobDocument"] = e.Document.DeepClone();
        return body;
    }

    public static JsonObject State(JobExecution e)
    {
        var body = new JsonObject { ["versionNumber"] = e.Version };
        Describe(e, body);
        return body;
    }

    public static JsonObject Rejected(JobRejection rejection, DateTimeOffset now)
    {
        var body = new JsonObject { ["code"] = rejection.Code, ["message"] = rejection.Message, ["timestamp"] = Seconds(now) };
        if (rejection.State is { } state) body["executionState"] = State(state);
        return body;
    }

    public static JsonArray Summaries(IEnumerable<JobExecution> executions) => [.. executions.Select(Summary)];

    public static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();

    private static void Describe(JobExecution e, JsonObject body)
    {
        body["status"] = e.Status.Word;
        if (e.Details is { } details) body["statusDetails"] = new JsonObject(details.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
    }
}
