using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>AWS IoT's control plane, as far as jobs need it. Documents never change and ended executions neither: both are asked for once.</summary>
internal sealed class AwsJobControl(AwsIotClient control, TimeProvider time)
{
    private const int PageSize = 250;
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<string, JsonObject> _documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Job, string Thing), JobExecution> _ended = new();

    /// <returns>null when AWS does not know the thing.</returns>
    public async Task<string?> ArnOfAsync(string thing, CancellationToken ct)
    {
        var answer = await control.SendAsync(AwsCall.Get($"things/{Escaped(thing)}"), ct);
        return answer.IsMissing ? null : answer.IsDone ? AwsJobShapes.Text(answer.Body, "thingArn") : throw answer.Fault($"thing {thing}");
    }

    /// <returns>false when there is a job of that name.</returns>
    public async Task<bool> CreateAsync(string job, string thingArn, JobOrder order, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["targets"] = new JsonArray(thingArn),
            ["document"] = order.Document.ToJsonString(Things.ThingJson.Compact),
            ["description"] = $"IotLink {order.JobId}",
            ["targetSelection"] = "SNAPSHOT",
        };
        if (order.Limit is { } limit) body["timeoutConfig"] = new JsonObject { ["inProgressTimeoutInMinutes"] = (long)Math.Ceiling(limit.TotalMinutes) };
        var answer = await control.SendAsync(new(HttpMethod.Put, $"jobs/{Escaped(job)}", Bytes(body)), ct);
        if (answer.Error == "ResourceAlreadyExistsException") return answer.Attempt > 1; // then it was most likely the attempt before that made it
        if (!answer.IsDone) throw answer.Fault($"job {job} was not made");
        Keep(_documents, job, (JsonObject)order.Document.DeepClone());
        return true;
    }

    /// <returns>null when there is none.</returns>
    public async Task<JobExecution?> ExecutionAsync(string job, string thing, CancellationToken ct)
    {
        if (_ended.TryGetValue((job, thing), out var ended)) return ended;
        var answer = await control.SendAsync(AwsCall.Get($"things/{Escaped(thing)}/jobs/{Escaped(job)}"), ct);
        if (answer.IsMissing) return null;
        if (!answer.IsDone || answer.Body["execution"] is not JsonObject body) throw answer.Fault($"job {job} of {thing}");
        var execution = AwsJobShapes.Execution(body, await DocumentAsync(job, ct), time.GetUtcNow());
        if (execution.Status.IsTerminal) Keep(_ended, (job, thing), execution);
        return execution;
    }

    /// <returns>false when there is nothing to cancel, or it has begun and is not to be forced.</returns>
    public async Task<bool> CancelAsync(string job, string thing, bool force, CancellationToken ct)
    {
        var answer = await control.SendAsync(new(HttpMethod.Put, $"things/{Escaped(thing)}/jobs/{Escaped(job)}/cancel{(force ? "?force=true" : "")}", Bytes([])), ct);
        if (answer.IsMissing || answer.Error is "InvalidStateTransitionException" or "VersionConflictException") return answer.Attempt > 1;
        return answer.IsDone ? true : throw answer.Fault($"job {job} of {thing} was not cancelled");
    }

    public async Task<bool> DeleteAsync(string job, string thing, CancellationToken ct)
    {
        var answer = await control.SendAsync(new(HttpMethod.Delete, $"jobs/{Escaped(job)}?force=true"), ct);
        _ended.TryRemove((job, thing), out _);
        if (answer.IsMissing) return answer.Attempt > 1;
        return answer.IsDone ? true : throw answer.Fault($"job {job} was not deleted");
    }

    /// <summary>The ids of all jobs a thing has executions of, or of all jobs there are.</summary>
    public async Task<IReadOnlyList<string>> JobsAsync(string? thing, CancellationToken ct)
    {
        var (path, list) = thing is null ? ("jobs", "jobs") : ($"things/{Escaped(thing)}/jobs", "executionSummaries");
        return [.. (await ListAsync(path, list, ct)).Select(job => AwsJobShapes.Text(job, "jobId")!).Distinct(StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<string>> ThingsAsync(string job, CancellationToken ct) =>
        [.. (await ListAsync($"jobs/{Escaped(job)}/things", "executionSummaries", ct)).Select(e => AwsJobShapes.ThingOf(AwsJobShapes.Text(e, "thingArn")!))];

    private async Task<List<JsonObject>> ListAsync(string path, string list, CancellationToken ct)
    {
        var all = new List<JsonObject>();
        string? next = null;
        do
        {
            var answer = await control.SendAsync(AwsCall.Get($"{path}?maxResults={PageSize}{(next is null ? "" : $"&nextToken={Escaped(next)}")}"), ct);
            if (answer.IsMissing) return all;
            if (!answer.IsDone) throw answer.Fault(path);
            all.AddRange((answer.Body[list] as JsonArray ?? []).OfType<JsonObject>());
            next = AwsJobShapes.Text(answer.Body, "nextToken");
        }
        while (next is not null);
        return all;
    }

    private async Task<JsonObject> DocumentAsync(string job, CancellationToken ct)
    {
        if (_documents.TryGetValue(job, out var known)) return known;
        var answer = await control.SendAsync(AwsCall.Get($"jobs/{Escaped(job)}/job-document"), ct);
        if (!answer.IsDone) return [];
        var document = JsonNode.Parse(AwsJobShapes.Text(answer.Body, "document") ?? "{}") as JsonObject ?? [];
        Keep(_documents, job, document);
        return document;
    }

    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> all, TKey key, TValue value) where TKey : notnull
    {
        if (all.Count >= MostKept) all.Clear();
        all[key] = value;
    }

    private static string Escaped(string part) => Uri.EscapeDataString(part);

    private static byte[] Bytes(JsonObject body) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, Things.ThingJson.Compact);
}
