using System.Text.Json.Nodes;

namespace IotLink.Core.Firmware.Jobs;

/// <summary>What a thing is told without asking, because its list of pending executions changed.</summary>
internal static class JobNotices
{
    private const int MostListed = 10;

    /// <summary><c>notify</c> when an execution entered or left the list, <c>notify-next</c> when another one is first.</summary>
    public static IEnumerable<JobMessage> Between(ThingJobs before, ThingJobs after, DateTimeOffset now)
    {
        var prefix = JobTopic.Prefix(after.Thing);
        if (!before.Pending.Select(Key).ToHashSet().SetEquals(after.Pending.Select(Key))) yield return new(prefix + "notify", List(after, now));
        if (Key(before.Next) != Key(after.Next)) yield return new(prefix + "notify-next", First(after, now));
    }

    private static (string JobId, int Number)? Key(JobExecution? e) => e is null ? null : (e.JobId, e.Number);

    private static JsonObject List(ThingJobs jobs, DateTimeOffset now)
    {
        var groups = jobs.Pending.Take(MostListed).GroupBy(e => e.Status.Word, StringComparer.Ordinal);
        var lists = new JsonObject(groups.Select(g => KeyValuePair.Create(g.Key, (JsonNode?)JobShapes.Summaries(g))));
        return new() { ["timestamp"] = JobShapes.Seconds(now), ["jobs"] = lists };
    }

    private static JsonObject First(ThingJobs jobs, DateTimeOffset now)
    {
        var body = new JsonObject { ["timestamp"] = JobShapes.Seconds(now) };
        if (jobs.Next is { } next) body["execution"] = JobShapes.Execution(next, thing: null, withDocument: true, now);
        return body;
    }
}
