using System.Net;
using System.Text.Json;
using IotLink.Core.Adapters.Webhooks;
using IotLink.Core.Notifications;
using IotLink.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace IotLink.Tests.Ingest.Delivery;

public sealed class WebhookTests
{
    private const string Secret = "a secret both sides know";

    private static readonly FakeTimeProvider Clock = new(Plant.Noon);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_can_check_who_sent_it_and_knows_a_repeat_by_its_key()
    {
        (string Body, IHeaderDictionary Headers)? got = null;
        await using var server = await ServerAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            got = (await reader.ReadToEndAsync(Ct), new HeaderDictionary(context.Request.Headers.ToDictionary()));
        });
        using var channel = new WebhookChannel(new() { Secret = Secret, AllowPrivate = true }, Clock);

        var result = await channel.SendAsync(Message(server.Urls.First()), _ => Task.FromResult(true), Ct);

        Assert.Equal(SendOutcome.Sent, result.Outcome);
        var (body, headers) = got!.Value;
        Assert.Equal("key-1", headers["Idempotency-Key"]);
        Assert.Equal(WebhookChannel.Signature(Secret, Plant.Noon.ToUnixTimeSeconds(), System.Text.Encoding.UTF8.GetBytes(body)), headers["X-IotLink-Signature"]);
        Assert.Equal("A0-1-x", JsonDocument.Parse(body).RootElement.GetProperty("alarms")[0].GetProperty("subject").GetString());
    }

    [Theory]
    [InlineData(500, SendOutcome.Later)]
    [InlineData(429, SendOutcome.Later)]
    [InlineData(410, SendOutcome.Refused)]
    [InlineData(302, SendOutcome.Refused)]
    public async Task The_receiver_s_answer_decides_whether_it_is_tried_again(int status, SendOutcome outcome)
    {
        await using var server = await ServerAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1/";
            return Task.CompletedTask;
        });
        using var channel = new WebhookChannel(new() { Secret = Secret, AllowPrivate = true }, Clock);

        Assert.Equal(outcome, (await channel.SendAsync(Message(server.Urls.First()), _ => Task.FromResult(true), Ct)).Outcome);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task Our_own_house_is_not_called(string address)
    {
        using var channel = new WebhookChannel(new() { Secret = Secret }, Clock);

        var result = await channel.SendAsync(Message(address), _ => Task.FromResult(true), Ct);

        Assert.Equal((SendOutcome.Refused, DeliveryReason.Forbidden), (result.Outcome, result.Reason));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2001:4860:4860::8888", true)]
    public void Public_addresses_are_told_from_private_ones(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private static OutgoingMessage Message(string address) => new(
        "key-1", address, "en", "", "", "", [new("A0-1-x", "high", "온도", "d-a", "prod-a", null, null, "tempC 84.6 > 80", Plant.Noon)]);

    private static async Task<WebApplication> ServerAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(Ct);
        return app;
    }
}
