using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet.Formatter;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>AWS IoT's data plane over HTTPS, for devices.</summary>
public sealed class RestThingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant => new FakeRegistry().With("dev-1").With("hub-1", "hub-secret").With("child-1", hub: "hub-1");

    [Fact]
    public async Task A_device_updates_reads_lists_and_deletes_its_shadows()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };

        var (status, body, type) = await SendAsync(http, HttpMethod.Get, "/things/dev-1/shadow");
        Assert.Equal((404, "No shadow exists with name: 'dev-1'", "ResourceNotFoundException"), (status, body["message"]!.GetValue<string>(), type));

        (status, body, _) = await SendAsync(http, HttpMethod.Post, "/things/dev-1/shadow", """{"state":{"reported":{"a":1}},"clientToken":"t"}""");
        Assert.Equal((200, 1, false), (status, body["version"]!.GetValue<int>(), body.ContainsKey("clientToken")));
        foreach (var name in new[] { "b", "a", "c" }) await SendAsync(http, HttpMethod.Post, $"/things/dev-1/shadow?name={name}", """{"state":{"reported":{"a":1}}}""");
        (_, body, _) = await SendAsync(http, HttpMethod.Get, "/things/dev-1/shadow?name=b");
        Assert.Equal("""{"reported":{"a":1}}""", body["state"]!.ToJsonString());

        (_, body, _) = await SendAsync(http, HttpMethod.Get, "/api/things/shadow/ListNamedShadowsForThing/dev-1?pageSize=2");
        Assert.Equal("""["a","b"]""", body["results"]!.ToJsonString());
        (_, body, _) = await SendAsync(http, HttpMethod.Get, $"/api/things/shadow/ListNamedShadowsForThing/dev-1?pageSize=2&nextToken={body["nextToken"]}");
        Assert.Equal(("""["c"]""", false), (body["results"]!.ToJsonString(), body.ContainsKey("nextToken")));

        (status, body, _) = await SendAsync(http, HttpMethod.Delete, "/things/dev-1/shadow");
        Assert.Equal((200, 1), (status, body["version"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{"state":{"desired":{"a":1}},"version":9}""", 409, "ConflictException")]
    [InlineData("{", 400, "InvalidRequestException")]
    [InlineData("large", 413, "RequestEntityTooLargeException")]
    [InlineData("huge", 413, "RequestEntityTooLargeException")]
    public async Task What_is_refused_has_a_status_and_the_name_of_the_error(string body, int expected, string name)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        if (body is "large" or "huge") body = "{\"state\":{\"desired\":{\"a\":\"" + new string('x', body == "large" ? 9000 : 200_000) + "\"}}}";

        var (status, answer, type) = await SendAsync(http, HttpMethod.Post, "/things/dev-1/shadow", body);

        Assert.Equal((expected, name), (status, type));
        Assert.NotEmpty(answer["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("dev-1", "wrong", 401)]
    [InlineData("dev-1", null, 401)]
    [InlineData("child-1", "hub-secret", 404)]
    [InlineData("hub-1", "hub-secret", 404)]
    [InlineData("dev-1", "hub-secret", 401)]
    [InlineData("nobody", "secret", 401)]
    [InlineData("no%20name", "secret", 400)]
    public async Task The_secret_is_the_devices_own_or_its_hubs(string thing, string? secret, int expected)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        Assert.Equal(expected, (await SendAsync(http, HttpMethod.Get, $"/things/{thing}/shadow", secret: secret)).Status);
    }

    [Fact]
    public async Task A_device_takes_a_job_over_HTTPS_and_its_other_half_on_MQTT_hears_the_notice()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311);
        var thing = new ThingClient(client, "dev-1");
        await host.Services.GetRequiredService<IJobs>().QueueAsync("dev-1", new("job-1", new() { ["operation"] = "펌웨어" }), Ct);
        await thing.SubscribeAsync("#");

        var (_, pending, _) = await SendAsync(http, HttpMethod.Get, "/things/dev-1/jobs");
        Assert.Equal(("job-1", 0), (pending["queuedJobs"]![0]!["jobId"]!.GetValue<string>(), pending["inProgressJobs"]!.AsArray().Count));
        var (_, described, _) = await SendAsync(http, HttpMethod.Get, "/things/dev-1/jobs/$next?includeJobDocument=false");
        Assert.Null(described["execution"]!["jobDocument"]);
        var (_, started, _) = await SendAsync(http, HttpMethod.Put, "/things/dev-1/jobs/$next", "{}");
        Assert.Equal("""{"operation":"펌웨어"}""", started["execution"]!["jobDocument"]!.GetValue<string>());

        var wrong = await SendAsync(http, HttpMethod.Post, "/things/dev-1/jobs/job-1", """{"status":"SUCCEEDED","expectedVersion":7}""");
        Assert.Equal((409, "VersionMismatchException"), (wrong.Status, wrong.Type));
        var done = await SendAsync(http, HttpMethod.Post, "/things/dev-1/jobs/job-1", """{"status":"SUCCEEDED","expectedVersion":"2","includeJobExecutionState":true}""");
        Assert.Equal(("SUCCEEDED", false), (done.Body["executionState"]!["status"]!.GetValue<string>(), done.Body.ContainsKey("timestamp")));
        var over = await SendAsync(http, HttpMethod.Get, "/things/dev-1/jobs/job-1");
        Assert.Equal((410, "TerminalStateException"), (over.Status, over.Type));

        Assert.Equal(("jobs/notify", "jobs/notify-next"), ((await thing.NextAsync()).Topic, (await thing.NextAsync()).Topic));
    }

    private static async Task<(int Status, JsonObject Body, string? Type)> SendAsync(
        HttpClient http, HttpMethod method, string address, string? body = null, string? secret = "secret")
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (secret is not null) request.Headers.Authorization = new("Bearer", secret);
        using var answer = await http.SendAsync(request, Ct);
        var type = answer.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null;
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.AsObject(), type);
    }
}
