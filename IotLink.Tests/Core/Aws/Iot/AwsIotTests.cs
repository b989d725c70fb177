using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Health;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Aws.Iot;

/// <summary>AWS IoT when it is busy, broken or fussy, each signature made again with Amazon's own code.</summary>
public sealed class AwsIotTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_published_as_it_is_and_its_topic_stays_whole()
    {
        await using var server = await ServerAsync();
        using var place = Place(server);

        await place.Publisher.PublishAsync("iotlink/dev/nohub/dev:1/event/pub/control_request/json", "켜기 \u0001"u8.ToArray(), Ct);

        var got = await server.ReadAsync(Ct);
        Assert.Equal((null, "iotdata", "POST"), ((string?)got["wrong"], (string)got["service"]!, (string)got["method"]!));
        Assert.Equal("/topics/iotlink%2Fdev%2Fnohub%2Fdev%3A1%2Fevent%2Fpub%2Fcontrol_request%2Fjson?qos=1", (string)got["url"]!);
        Assert.Equal("켜기 \u0001", (string)got["sent"]!);
    }

    [Fact]
    public async Task What_is_throttled_is_asked_again_and_what_stays_throttled_is_said_so()
    {
        await using var server = await ServerAsync();
        using var place = Place(server);

        await place.Publisher.PublishAsync("busy-2", "x"u8.ToArray(), Ct);
        Assert.Equal(PartState.Ok, place.Health.Status.State);

        var reply = await place.Shadows.DesireAsync(new("busy-9", null), new() { ["a"] = 1 }, null, "t", Ct);
        Assert.Equal((429, "t"), (reply.Rejection!.Code, (string)reply.Body["clientToken"]!));
        Assert.Equal(PartState.Degraded, place.Health.Status.State);
        Assert.Equal(3 + 4, (await AskedAsync(server, 7)).Count);

        await place.Shadows.FindAsync(new("dev-1", null), Ct);
        Assert.Equal(PartState.Ok, place.Health.Status.State);
    }

    [Fact]
    public async Task A_fault_is_asked_again_only_where_twice_is_as_good_as_once()
    {
        await using var server = await ServerAsync();
        using var place = Place(server);

        Assert.Equal(7, (await place.Shadows.FindAsync(new("broken-1", null), Ct))!.Version);
        Assert.Null((await place.Shadows.DesireAsync(new("broken-2", null), new() { ["a"] = 1 }, null, null, Ct)).Rejection);
        var published = await Assert.ThrowsAsync<HttpRequestException>(() => place.Publisher.PublishAsync("broken-3", "x"u8.ToArray(), Ct));
        var updated = await Assert.ThrowsAsync<HttpRequestException>(() => place.Shadows.DesireAsync(new("broken-4", null), new() { ["a"] = 1 }, version: 7, null, Ct));

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (published.StatusCode, updated.StatusCode));
        Assert.Equal(PartState.Degraded, place.Health.Status.State);
        // The shadow that was changed is read once more: what the caller gets is how it is now.
        Assert.Equal([2, 3 + 1, 1, 1], (await AskedAsync(server, 8)).GroupBy(url => url[url.IndexOf("broken-", StringComparison.Ordinal)..][..8]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Count()));
    }

    [Fact]
    public async Task Wrong_keys_are_a_fault_that_people_see()
    {
        await using var server = await ServerAsync();
        using var place = new AwsPlace($"http://127.0.0.1:{server.Port}/", secret: "not the secret");

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => place.Shadows.FindAsync(new("dev-1", null), Ct));

        Assert.Equal(HttpStatusCode.Forbidden, fault.StatusCode);
        Assert.Equal(PartState.Degraded, place.Health.Status.State);
        Assert.Contains("keys", place.Health.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("not the secret", place.Health.Status.Detail, StringComparison.Ordinal);
        Assert.Single(await AskedAsync(server, 1));
    }

    [Fact]
    public async Task Nobody_there_is_a_fault_after_the_last_attempt()
    {
        int port;
        await using (var server = await ServerAsync()) port = server.Port;
        using var place = new AwsPlace($"http://127.0.0.1:{port}/");

        await Assert.ThrowsAsync<HttpRequestException>(() => place.Publisher.PublishAsync("t", "x"u8.ToArray(), Ct));

        Assert.Equal(PartState.Degraded, place.Health.Status.State);
    }

    [Fact]
    public async Task Names_come_from_all_pages_and_every_query_is_signed()
    {
        await using var server = await ServerAsync();
        using var place = Place(server);

        Assert.Equal(["cfg", "door", "zone"], await place.Shadows.NamesAsync("dev-1", Ct));
        await place.Shadows.FindAsync(new("dev-1", "na:me_-1"), Ct);

        for (var i = 0; i < 3; i++) Assert.Null((string?)(await server.ReadAsync(Ct))["wrong"]);
    }

    [Fact]
    public async Task A_device_here_runs_its_job_there()
    {
        await using var server = await ServerAsync();
        using var place = Place(server);

        var pending = await JobAsync(place, "get", "", "a");
        Assert.Equal("job-1", (string)pending.Body["queuedJobs"]![0]!["jobId"]!);
        var started = await JobAsync(place, "start-next", """{"statusDetails":{"step":"download"}}""", "b");
        Assert.Equal(("펌웨어", 2), ((string)started.Body["execution"]!["jobDocument"]!["operation"]!, (int)started.Body["execution"]!["versionNumber"]!));
        Assert.Equal("VersionMismatch", (await JobAsync(place, "job-1/update", """{"status":"SUCCEEDED","expectedVersion":1}""", "c")).Rejection!.Code);
        Assert.Null((await JobAsync(place, "job-1/update", """{"status":"SUCCEEDED","expectedVersion":2}""", "d")).Rejection);
        Assert.Equal("TerminalStateReached", (await JobAsync(place, "job-1/get", "", "e")).Rejection!.Code);
        Assert.Equal("InvalidStateTransition", (await JobAsync(place, "job-1/update", """{"status":"FAILED"}""", "f")).Rejection!.Code);
        Assert.Equal("ResourceNotFound", (await JobAsync(place, "job-2/get", "", "g")).Rejection!.Code);
        Assert.Equal("InvalidRequest", (await JobAsync(place, "job-1/update", "{}", "h")).Rejection!.Code);

        for (var i = 0; i < 7; i++) Assert.Equal((null, "iot-jobs-data"), (await server.ReadAsync(Ct)) is var got ? ((string?)got["wrong"], (string)got["service"]!) : default);
        Assert.Equal(
            ["get/accepted", "start-next/accepted", "job-1/update/rejected", "job-1/update/accepted", "job-1/get/rejected", "job-1/update/rejected", "job-2/get/rejected", "job-1/update/rejected"],
            place.Published.Select(m => m.Topic[JobTopic.Prefix("dev-1").Length..]));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], place.Published.Select(m => (string)JsonNode.Parse(m.Payload.Span)!["clientToken"]!));
    }

    private static Task<JobReply> JobAsync(AwsPlace place, string question, string body, string token)
    {
        Assert.True(JobTopic.TryParse(JobTopic.Prefix("dev-1") + question, out var topic));
        var said = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        said["clientToken"] = token;
        return place.Jobs.AskAsync(topic, Encoding.UTF8.GetBytes(said.ToJsonString()), Asker.Thing, Ct);
    }

    private static async Task<List<string>> AskedAsync(NodeCounterpart server, int requests)
    {
        var urls = new List<string>();
        for (var i = 0; i < requests; i++) urls.Add((string)(await server.ReadAsync(Ct))["url"]!);
        return urls;
    }

    private static AwsPlace Place(NodeCounterpart server) => new($"http://127.0.0.1:{server.Port}/");

    private static Task<NodeCounterpart> ServerAsync() =>
        NodeCounterpart.StartAsync("aws-iot.mjs", new { AccessKeyId = AwsPlace.Id, SecretAccessKey = AwsPlace.Secret }, Ct);
}
