using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class RestGatewayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant => new FakeRegistry().With("dev-1").With("hub-1", "hub-secret").With("child-1", hub: "hub-1");

    [Theory]
    [InlineData("application/json", "{\"data\":{\"metrics\":{\"tempC\":82}}}", PayloadFormat.Json)]
    [InlineData("text/csv; charset=utf-8", "time,tempC\n1,82", PayloadFormat.Csv)]
    [InlineData("application/octet-stream", "\u0001\u0052", PayloadFormat.Binary)]
    public async Task A_message_is_accepted_when_it_is_durable_and_not_before(string type, string body, PayloadFormat format)
    {
        await using var host = await GatewayHost.StartAsync(Plant, new() { IsHolding = true });
        using var http = new HttpClient { BaseAddress = host.Web };
        var posting = PostAsync(http, "/api/v1/devices/dev-1/messages?fport=2", "secret", body, type);
        await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
        Assert.False(posting.IsCompleted);

        host.Stream.Release();
        using var answer = await posting;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("0-1", (await JsonOf(answer)).GetProperty("position").GetString());
        var message = Assert.Single(host.Stream.Taken);
        Assert.Equal((format, (byte)2, Channel.Rest), (message.Format, message.FPort, message.Channel));
        Assert.Equal(body, Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal(1, host.Metrics.Acknowledged(Channel.Rest));
    }

    [Theory]
    [InlineData("dev-1", "wrong")]
    [InlineData("nobody", "secret")]
    [InlineData("dev-1", null)]
    public async Task An_unknown_device_and_a_wrong_token_get_the_same_answer(string device, string? token)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        using var answer = await PostAsync(http, $"/api/v1/devices/{device}/messages", token, "{}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await AssertProblemAsync(answer, Reason.DeviceUnauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Broken_json_is_told_where_and_kept_as_a_dead_letter()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        using var answer = await PostAsync(http, "/api/v1/devices/dev-1/messages", "secret", "{\n  \"a\": 1,\n  \"b\": x\n}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await AssertProblemAsync(answer, Reason.JsonMalformed);
        Assert.Equal((19, 3, 8), (
            problem.GetProperty("offset").GetInt32(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        await host.Stream.UntilAsync(s => s.Letters.Count == 1, Ct);
        Assert.Equal("dev-1", host.Stream.Letters[0].Device.Value);
    }

    [Fact]
    public async Task Every_refusal_has_its_status_and_its_code()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Admission:MaxPayload", "100"));
        using var http = new HttpClient { BaseAddress = host.Web };
        const string path = "/api/v1/devices/dev-1/messages";
        using var large = await PostAsync(http, path, "secret", new('1', 101));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        await AssertProblemAsync(large, Reason.PayloadTooLarge);

        using var empty = await PostAsync(http, path, "secret", "");
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        await AssertProblemAsync(empty, Reason.PayloadEmpty);

        using var type = await PostAsync(http, path, "secret", "<a/>", "text/xml");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, type.StatusCode);
        await AssertProblemAsync(type, Reason.MediaUnsupported);

        using var nowhere = await PostAsync(http, "/api/v1/device/dev-1", "secret", "{}");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        Assert.Empty(host.Stream.Taken);
    }

    [Fact]
    public async Task A_full_or_broken_stream_says_when_to_come_again()
    {
        var stream = new HeldStream(capacity: 1) { IsHolding = true };
        await using var host = await GatewayHost.StartAsync(Plant, stream);
        using var http = new HttpClient { BaseAddress = host.Web };
        const string path = "/api/v1/devices/dev-1/messages";
        var first = PostAsync(http, path, "secret", "{}");
        await stream.UntilAsync(s => s.Waiting == 1, Ct);
        using var full = await PostAsync(http, path, "secret", "{}");
        Assert.Equal(HttpStatusCode.TooManyRequests, full.StatusCode);
        Assert.NotNull(full.Headers.RetryAfter);
        await AssertProblemAsync(full, Reason.StreamFull);

        var alarm = PostAsync(http, path + "?role=alert_report", "secret", "{}");
        stream.Release();
        await stream.UntilAsync(s => s.Waiting == 1, Ct);
        stream.IsBroken = true;
        stream.Release();
        Assert.Equal(HttpStatusCode.Accepted, (await first).StatusCode);
        using var broken = await alarm;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        await AssertProblemAsync(broken, Reason.StreamUnavailable);
    }

    [Fact]
    public async Task A_device_beyond_its_rate_is_told_to_wait_and_an_alarm_is_not()
    {
        await using var host = await GatewayHost.StartAsync(
            Plant, settings: [("Ingest:Admission:RatePerDevice", "1"), ("Ingest:Admission:BurstPerDevice", "10")]);
        using var http = new HttpClient { BaseAddress = host.Web };
        const string path = "/api/v1/devices/dev-1/messages";
        HttpResponseMessage answer;
        do answer = await PostAsync(http, path, "secret", "{}");
        while (answer.StatusCode == HttpStatusCode.Accepted);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        await AssertProblemAsync(answer, Reason.RateLimited);
        using var alarm = await PostAsync(http, path + "?role=alert_report", "secret", "{}");
        Assert.Equal(HttpStatusCode.Accepted, alarm.StatusCode);
        Assert.Equal(MessageRole.AlertReport, host.Stream.Taken[^1].Role);
    }

    [Theory]
    [InlineData("application/json", "[{0},{1},{2}]")]
    [InlineData("application/x-ndjson", "{0}\n{1}\n\n{2}")]
    public async Task A_batch_is_answered_message_by_message(string type, string shape)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        const string child = """{"device_id":"child-1","data":{}}""";
        var body = string.Format(CultureInfo.InvariantCulture, shape, child, """{"device_id":"dev-1"}""", """{"data":1}""");
        using var answer = await PostAsync(http, "/api/v1/messages:batch", "hub-secret", body, type);
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        var result = await JsonOf(answer);
        Assert.Equal(1, result.GetProperty("accepted").GetInt32());
        Assert.Equal([202, 401, 400], result.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetInt32()));
        var message = Assert.Single(host.Stream.Taken);
        Assert.Equal(("child-1", "hub-1"), (message.Device.Value, message.Hub?.Value));
        Assert.Equal(child, Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task A_batch_that_is_no_json_is_refused_as_a_whole()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        using var answer = await PostAsync(http, "/api/v1/messages:batch", "hub-secret", "{\"device_id\":\"child-1\"}\n{\"dev", "application/x-ndjson");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2, (await AssertProblemAsync(answer, Reason.JsonMalformed)).GetProperty("line").GetInt32());
        Assert.Empty(host.Stream.Taken);
    }

    [Fact]
    public async Task A_request_has_the_same_name_again_only_with_the_same_key_and_the_same_body()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        foreach (var (key, body) in new[] { ("42", "{}"), ("42", "{}"), ("43", "{}"), ("42", "{ }"), ("", "{}") })
        {
            http.DefaultRequestHeaders.Remove("Idempotency-Key");
            if (key.Length > 0) http.DefaultRequestHeaders.Add("Idempotency-Key", key);
            using var answer = await PostAsync(http, "/api/v1/devices/dev-1/messages", "secret", body);
        }

        var keys = host.Stream.Taken.Select(m => m.SendKey).ToList();
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(4, keys.Distinct().Count());
        Assert.Equal(0UL, keys[4]);
    }

    [Fact]
    public async Task Equal_messages_of_one_batch_have_names_of_their_own()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var http = new HttpClient { BaseAddress = host.Web };
        http.DefaultRequestHeaders.Add("Idempotency-Key", "42");
        const string Batch = """[{"device_id":"dev-1"},{"device_id":"dev-1"}]""";
        for (var i = 0; i < 2; i++) (await PostAsync(http, "/api/v1/messages:batch", "secret", Batch)).Dispose();

        var keys = host.Stream.Taken.Select(m => m.SendKey).ToList();
        Assert.NotEqual(keys[0], keys[1]);
        Assert.Equal(keys[..2], keys[2..]);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient http, string path, string? token, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request, Ct);
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;

    private static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage answer, string code)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await JsonOf(answer);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }
}
