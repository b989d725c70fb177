using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>What a device asks about its jobs, passed on to AWS's jobs data plane for a device that speaks to us. The answer has the form it has over MQTT.</summary>
internal sealed class AwsJobQuestions(AwsIotClient jobs, TimeProvider time)
{
    public async Task<JobReply> AskAsync(JobTopic topic, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (request, rejection) = JobRequest.Read(body);
        if (rejection is null && topic.Operation == JobOperation.Update && request.Status is null) rejection = JobRejection.InvalidRequest("status is missing.");
        JsonObject said;
        if (rejection is null)
        {
            var answer = await jobs.SendAsync(CallOf(topic, request, body), ct);
            rejection = answer.IsDone ? null : RejectionOf(answer);
            said = answer.IsDone ? AsOverMqtt(answer.Body, now) : [];
        }
        else said = [];

        if (rejection is not null) said = JobShapes.Rejected(rejection, now);
        if (request.ClientToken is { } token) said["clientToken"] = token;
        return new(said, rejection);
    }

    /// <summary>What names the version it expects is not asked again where the first may have been heard.</summary>
    private static AwsCall CallOf(JobTopic topic, JobRequest request, ReadOnlyMemory<byte> body)
    {
        var path = $"things/{Uri.EscapeDataString(topic.Thing)}/jobs";
        ReadOnlyMemory<byte> sent = body.IsEmpty ? "{}"u8.ToArray() : body;
        return topic.Operation switch
        {
            JobOperation.GetPending => AwsCall.Get(path),
            JobOperation.StartNext => new(HttpMethod.Put, $"{path}/$next", sent),
            JobOperation.Describe => AwsCall.Get($"{path}/{topic.JobId}{QueryOf(request)}"),
            _ => new(HttpMethod.Post, $"{path}/{topic.JobId}", sent, request.ExpectedVersion is null),
        };
    }

    private static string QueryOf(JobRequest request)
    {
        var parts = new List<string>();
        if (request.ExecutionNumber is { } number) parts.Add(string.Create(CultureInfo.InvariantCulture, $"executionNumber={number}"));
        if (request.IncludeDocument is { } include) parts.Add($"includeJobDocument={(include ? "true" : "false")}");
        return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
    }

    /// <summary>Over HTTPS a job document is a string, and there is no time of the answer.</summary>
    private static JsonObject AsOverMqtt(JsonObject body, DateTimeOffset now)
    {
        foreach (var holder in new[] { body, body["execution"] as JsonObject })
        {
            if (holder is not null && AwsJobShapes.Text(holder, "jobDocument") is { } document) holder["jobDocument"] = JsonNode.Parse(document);
        }

        body["timestamp"] = JobShapes.Seconds(now);
        return body;
    }

    private static JobRejection RejectionOf(AwsAnswer answer) => answer.Error switch
    {
        "InvalidStateTransitionException" => new("InvalidStateTransition", answer.Message),
        "VersionMismatchException" or "VersionConflictException" => new("VersionMismatch", answer.Message),
        "TerminalStateException" => new("TerminalStateReached", answer.Message),
        "ResourceNotFoundException" => new("ResourceNotFound", answer.Message),
        "ThrottlingException" => JobRejection.TooManyRequests,
        _ when answer.Status == HttpStatusCode.TooManyRequests => JobRejection.TooManyRequests,
        "InvalidRequestException" => JobRejection.InvalidRequest(answer.Message),
        _ => throw answer.Fault("a device's question about its jobs"),
    };
}
