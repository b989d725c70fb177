using System.Globalization;
using IotLink.Core.Messages;
using IotLink.Core.Shadows;
using IotLink.Core.Things;
using IotLink.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using static IotLink.Tests.Ingest.Gateways.MqttClients;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>Shadows on the embedded broker, over real sockets.</summary>
public sealed class MqttShadowTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant => new FakeRegistry().With("dev-1").With("hub-1").With("child-1", hub: "hub-1").With("other");

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_device_reports_reads_and_deletes_its_shadow(MqttProtocolVersion version)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", version);
        var thing = new ThingClient(client, "dev-1");
        foreach (var filter in new[] { "get/+", "delete/+", "update/accepted", "update/rejected", "update/documents" }) await thing.SubscribeAsync("shadow/" + filter);

        await thing.AskAsync("shadow/get", """{"clientToken":"t1"}""");
        var missing = await thing.NextAsync();
        Assert.Equal("shadow/get/rejected", missing.Topic);
        Assert.Equal("""{"code":404,"message":"No shadow exists with name: 'dev-1'","clientToken":"t1"}""", missing.Body.ToJsonString(ThingJson.Compact));
        Assert.Equal((MqttQualityOfServiceLevel.AtLeastOnce, false), (missing.QoS, missing.IsRetained));

        await thing.AskAsync("shadow/update", """{"state":{"reported":{"fan":"on"}},"clientToken":"t2"}""");
        Assert.Equal(("shadow/update/accepted", "t2"), TokenOf(await thing.NextAsync()));
        Assert.Equal(("shadow/update/documents", "t2"), TokenOf(await thing.NextAsync()));

        await thing.AskAsync("shadow/update", """{"state":{"reported":1}}""", MqttQualityOfServiceLevel.AtMostOnce);
        Assert.Equal("Reported node must be an object", (await thing.NextAsync()).Body["message"]!.GetValue<string>());
        await thing.AskAsync("shadow/get");
        Assert.Equal("""{"reported":{"fan":"on"}}""", (await thing.NextAsync()).Body["state"]!.ToJsonString());
        await thing.AskAsync("shadow/delete");
        Assert.Equal("shadow/delete/accepted", (await thing.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_wish_reaches_the_connected_device_as_a_delta_and_a_named_shadow_is_another()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        var thing = new ThingClient(client, "dev-1");
        await thing.SubscribeAsync("shadow/update/delta");
        await thing.SubscribeAsync("shadow/name/fan/update/delta");
        var shadows = host.Services.GetRequiredService<IShadows>();

        await shadows.DesireAsync(new("dev-1", null), new() { ["a"] = 1 }, null, "c", Ct);
        await shadows.DesireAsync(new("dev-1", "fan"), new() { ["rpm"] = 900 }, null, null, Ct);

        var (classic, named) = (await thing.NextAsync(), await thing.NextAsync());
        Assert.Equal(("shadow/update/delta", """{"a":1}""", "c"), (classic.Topic, classic.Body["state"]!.ToJsonString(), classic.Body["clientToken"]!.GetValue<string>()));
        Assert.Equal(("shadow/name/fan/update/delta", """{"rpm":900}"""), (named.Topic, named.Body["state"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_device_that_kept_its_session_finds_the_delta_when_it_comes_back()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using (var before = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311, more: o => o.WithCleanSession(false)))
        {
            await new ThingClient(before, "dev-1").SubscribeAsync("shadow/update/delta");
            await before.DisconnectAsync(cancellationToken: Ct);
        }

        await host.Services.GetRequiredService<IShadows>().DesireAsync(new("dev-1", null), new() { ["a"] = 1 }, null, null, Ct);

        using var client = new MqttClientFactory().CreateMqttClient();
        var thing = new ThingClient(client, "dev-1");
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", host.Port("mqtt")).WithProtocolVersion(MqttProtocolVersion.V311)
                .WithClientId("dev-1").WithCredentials("dev-1", "secret").WithCleanSession(false).Build(),
            Ct);
        Assert.Equal("""{"a":1}""", (await thing.NextAsync()).Body["state"]!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_speaks_or_listens_for_another_thing_but_a_hub_does_for_its_children()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("hub-1", MqttProtocolVersion.V500);
        var (other, child) = (new ThingClient(client, "other"), new ThingClient(client, "child-1"));

        Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, await other.SubscribeAsync("shadow/get/+"));
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, (await other.AskAsync("shadow/update", "{}")).ReasonCode);
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.TopicForbidden) - 1);

        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await child.SubscribeAsync("shadow/update/+"));
        await child.AskAsync("shadow/update", """{"state":{"reported":{"a":1}}}""");
        Assert.Equal("shadow/update/accepted", (await child.NextAsync()).Topic);
    }

    [Fact]
    public async Task A_publish_on_an_answer_topic_does_nothing_and_a_retained_one_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        var thing = new ThingClient(client, "dev-1");
        await thing.SubscribeAsync("#");

        Assert.True((await thing.AskAsync("shadow/update/delta", "{}")).IsSuccess);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "other", "secret", 4, Ct);
        var bytes = RawMqtt.Publish("$aws/things/other/shadow/update", "{}"u8, 1, 1, 4);
        bytes[0] |= 1;
        await raw.SendAsync(bytes, Ct);
        Assert.Null(await raw.ReadPacketAsync(Ct));

        await thing.AskAsync("shadow/get");
        Assert.Equal("shadow/get/rejected", (await thing.NextAsync()).Topic); // the first thing it hears
    }

    [Fact]
    public async Task A_request_is_acknowledged_when_what_it_changed_is_kept_in_the_order_of_the_publishes()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        var store = host.Services.GetRequiredService<MemoryThings>();
        store.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        await raw.SendAsync(RawMqtt.Publish("$aws/things/dev-1/shadow/update", """{"state":{}}"""u8, 1, 1, 4), Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 2, 4), Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 1, Ct);
        var first = raw.ReadPacketAsync(Ct);
        Assert.False(first.IsCompleted);

        store.Held.SetResult();

        Assert.Equal((1, 2), (RawMqtt.IdOf((await first)!), RawMqtt.IdOf((await raw.ReadPacketAsync(Ct))!)));
    }

    [Fact]
    public async Task The_eleventh_request_at_once_is_told_429_and_a_broken_store_500()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        var store = host.Services.GetRequiredService<MemoryThings>();
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        var thing = new ThingClient(client, "dev-1");
        await thing.SubscribeAsync("shadow/update/+");
        await thing.SubscribeAsync("jobs/get/+");
        store.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);

        var asked = Enumerable.Range(1, 11).Select(n => thing.AskAsync(
            "shadow/update", $$$"""{"state":{"reported":{"n":{{{n}}}}},"clientToken":"{{{n.ToString(CultureInfo.InvariantCulture)}}}"}""")).ToList();
        var refused = await thing.NextAsync();
        Assert.Equal(("shadow/update/rejected", "11"), TokenOf(refused));
        Assert.Equal(429, refused.Body["code"]!.GetValue<int>());

        store.Held.SetResult();
        store.Held = null;
        await Task.WhenAll(asked);
        for (long n = 1; n <= 10; n++)
        {
            var accepted = await thing.NextAsync();
            Assert.Equal(("shadow/update/accepted", n), (accepted.Topic, accepted.Body["version"]!.GetValue<long>()));
            Assert.Equal("shadow/update/documents", (await thing.NextAsync()).Topic);
        }

        store.IsBroken = true;
        await thing.AskAsync("shadow/update", """{"state":{},"clientToken":"x"}""");
        var failed = await thing.NextAsync();
        Assert.Equal((500, "x"), (failed.Body["code"]!.GetValue<int>(), failed.Body["clientToken"]!.GetValue<string>()));
        await thing.AskAsync("jobs/get");
        Assert.Equal("InternalError", (await thing.NextAsync()).Body["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task QoS_2_is_granted_as_QoS_1_and_a_session_holds_so_many_filters_and_no_more()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Mqtt:MaxSubscriptions", "2"));
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311);
        var thing = new ThingClient(client, "dev-1");

        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await thing.SubscribeAsync("shadow/get/+", MqttQualityOfServiceLevel.ExactlyOnce));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await thing.SubscribeAsync("shadow/update/+", MqttQualityOfServiceLevel.AtMostOnce));
        Assert.Equal(MqttClientSubscribeResultCode.UnspecifiedError, await thing.SubscribeAsync("shadow/delete/+"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await thing.SubscribeAsync("shadow/get/+"));
        await client.UnsubscribeAsync("$aws/things/dev-1/shadow/get/+", Ct);
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, await thing.SubscribeAsync("shadow/delete/+"));
    }

    private static (string Topic, string Token) TokenOf(ThingClient.Heard heard) => (heard.Topic, heard.Body["clientToken"]!.GetValue<string>());
}
