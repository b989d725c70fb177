using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>Executions out of what AWS's control plane answers.</summary>
internal static class AwsJobShapes
{
    /// <param name="body">The <c>execution</c> of DescribeJobExecution.</param>
    public static JobExecution Execution(JsonObject body, JsonObject document, DateTimeOffset now)
    {
        var (jobId, number) = AwsJobName.Read(Text(body, "jobId") ?? "");
        var status = JobStatusWords.Of(Text(body, "status"));
        var queued = Time(body["queuedAt"]) ?? now;
        DateTimeOffset? ends = status == JobStatus.InProgress && body["approximateSecondsBeforeTimedOut"] is { } left ? now.AddSeconds(left.GetValue<double>()) : null;
        return new(
            jobId,
            number ?? (int)(body["executionNumber"]?.GetValue<long>() ?? 1),
            status,
            body["statusDetails"]?["detailsMap"] is JsonObject { Count: > 0 } details
                ? details.ToImmutableSortedDictionary(d => d.Key, d => d.Value?.ToString() ?? "", StringComparer.Ordinal)
                : null,
            queued,
            status == JobStatus.Queued ? null : Time(body["startedAt"]),
            Time(body["lastUpdatedAt"]) ?? queued,
            (int)(body["versionNumber"]?.GetValue<long>() ?? 1),
            document,
            Deadline: ends);
    }

    public static string ThingOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    public static string? Text(JsonObject body, string key) => body[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Epoch seconds, with a fraction; some servers write them out.</summary>
    private static DateTimeOffset? Time(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => DateTimeOffset.FromUnixTimeMilliseconds((long)(node.GetValue<double>() * 1000)),
        JsonValueKind.String when DateTimeOffset.TryParse(node.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => at,
        _ => null,
    };
}
