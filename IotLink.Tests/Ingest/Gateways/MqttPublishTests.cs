using System.Text;
using IotLink.Core.Messages;
using IotLink.Tests.Support;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using static IotLink.Tests.Ingest.Gateways.MqttClients;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class MqttPublishTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant => new FakeRegistry().With("dev-1").With("hub-1").With("child-1", hub: "hub-1").With("other");

    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V500)]
    public async Task A_publish_is_acknowledged_only_after_its_commit(MqttProtocolVersion version)
    {
        await using var host = await GatewayHost.StartAsync(Plant, new() { IsHolding = true });
        using var client = await host.ConnectAsync("dev-1", version);

        var sent = client.SendAsync(Periodic("dev-1"), "{\"a\":1}");
        await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
        Assert.False(sent.IsCompleted);
        Assert.Equal(0, host.Metrics.Acknowledged(Channel.Mqtt));

        host.Stream.Release();
        Assert.True((await sent).IsSuccess);
        var message = Assert.Single(host.Stream.Taken);
        Assert.Equal("dev-1", message.Device.Value);
        Assert.Null(message.Hub);
        Assert.Equal(Channel.Mqtt, message.Channel);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal(1, host.Metrics.Acknowledged(Channel.Mqtt));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Acknowledgements_come_in_the_order_of_the_publishes(byte version)
    {
        await using var host = await GatewayHost.StartAsync(Plant, new() { IsHolding = true });
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", version, Ct);
        for (ushort id = 1; id <= 64; id++)
        {
            await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, id, version), Ct);
        }

        await host.Stream.UntilAsync(s => s.Waiting == 64, Ct);
        host.Stream.Release();
        for (ushort id = 1; id <= 64; id++)
        {
            var ack = await raw.ReadPacketAsync(Ct);
            Assert.Equal(0x40, ack![0]);
            Assert.Equal(id, RawMqtt.IdOf(ack));
        }
    }

    [Fact]
    public async Task A_refused_publish_waits_its_turn_behind_commits()
    {
        await using var host = await GatewayHost.StartAsync(Plant, new() { IsHolding = true });
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 5, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 1, 5), Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("other"), "{}"u8, 1, 2, 5), Ct);
        await host.Stream.UntilAsync(s => s.Waiting == 2, Ct);
        host.Stream.Release();

        Assert.Equal(1, RawMqtt.IdOf((await raw.ReadPacketAsync(Ct))!));
        var refused = (await raw.ReadPacketAsync(Ct))!;
        Assert.Equal(2, RawMqtt.IdOf(refused));
        Assert.Equal((byte)MqttPubAckReasonCode.NotAuthorized, refused[4]);
    }

    [Theory]
    [InlineData("iotlink/dev/nohub/other/periodic/pub/telemetry/json", Reason.TopicForbidden)]
    [InlineData("iotlink/prd/nohub/dev-1/periodic/pub/telemetry/json", Reason.TopicWrongEnvironment)]
    [InlineData("iotlink/dev/nohub/dev-1/periodic/sub/telemetry/json", Reason.TopicForbidden)]
    [InlineData("iotlink/dev/nohub/dev-1/periodic/pub/telemetry/xml", Reason.TopicMalformed)]
    [InlineData("somewhere/else", Reason.TopicMalformed)]
    public async Task A_topic_that_is_not_the_devices_own_is_refused_with_its_reason(string topic, string reason)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var modern = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        var answer = await modern.SendAsync(topic);
        Assert.False(answer.IsSuccess);
        Assert.StartsWith(reason, answer.ReasonString, StringComparison.Ordinal);
        Assert.True(modern.IsConnected);

        using var old = await host.ConnectAsync("hub-1", MqttProtocolVersion.V311);
        var gone = old.GoneAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => old.SendAsync(topic));
        await gone;

        await host.Stream.UntilAsync(s => s.Letters.Count == 2, Ct);
        Assert.Empty(host.Stream.Taken);
        Assert.Equal("dev-1", host.Stream.Letters[0].Device.Value);
        Assert.Equal(reason, host.Stream.Letters[0].Refusal!.Code);
        Assert.Equal(2, host.Refused(Channel.Mqtt));
    }

    [Fact]
    public async Task A_hub_speaks_for_its_children_and_for_nobody_else()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var hub = await host.ConnectAsync("hub-1", MqttProtocolVersion.V500);
        Assert.True((await hub.SendAsync(Periodic("hub-1", hub: "hub-1"))).IsSuccess);
        Assert.True((await hub.SendAsync(Periodic("child-1", hub: "hub-1"))).IsSuccess);
        Assert.False((await hub.SendAsync(Periodic("other", hub: "hub-1"))).IsSuccess);

        Assert.Equal(["hub-1", "child-1"], host.Stream.Taken.Select(m => m.Device.Value));
        Assert.Equal(["", "hub-1"], host.Stream.Taken.Select(m => m.Hub?.Value ?? ""));
    }

    [Fact]
    public async Task Payloads_that_are_empty_or_too_large_are_refused()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Admission:MaxPayload", "1000"));
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        Assert.True((await client.SendAsync(Periodic("dev-1"), new('x', 1000))).IsSuccess);
        Assert.StartsWith(Reason.PayloadTooLarge, (await client.SendAsync(Periodic("dev-1"), new('x', 1001))).ReasonString, StringComparison.Ordinal);
        Assert.StartsWith(Reason.PayloadEmpty, (await client.SendAsync(Periodic("dev-1"), "")).ReasonString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packet_beyond_all_limits_is_not_even_read()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 5, Ct);
        await raw.SendAsync(new byte[] { 0x32, 0xff, 0xff, 0xff, 0x7f, 0, 5 }, Ct);
        var goodbye = (await raw.ReadPacketAsync(Ct))!;
        Assert.Equal([0xE0, (byte)MqttDisconnectReasonCode.PacketTooLarge], [goodbye[0], goodbye[2]]);
        Assert.Null(await raw.ReadPacketAsync(Ct));
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.PayloadTooLarge));
    }

    [Fact]
    public async Task Quality_of_service_two_is_not_offered()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 2, 1, 4), Ct);
        Assert.Null(await raw.ReadPacketAsync(Ct));
        Assert.Equal(1, host.Refused(Channel.Mqtt));
    }

    [Fact]
    public async Task Quality_of_service_zero_is_kept_too()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311);
        await client.SendAsync(Periodic("dev-1"), qos: MqttQualityOfServiceLevel.AtMostOnce);
        await host.Stream.UntilAsync(s => s.Taken.Count == 1, Ct);
    }

    [Fact]
    public async Task An_alias_stands_for_its_topic()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 5, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 1, 5, alias: 3), Ct);
        await raw.SendAsync(RawMqtt.Publish("", "{}"u8, 1, 2, 5, alias: 3), Ct);
        await raw.SendAsync(RawMqtt.Publish("", "{}"u8, 1, 3, 5, alias: 4), Ct);
        await host.Stream.UntilAsync(s => s.Durable.Count == 3, Ct);
        Assert.Equal(2, host.Stream.Taken.Count);
        Assert.Equal(Reason.TopicMalformed, Assert.Single(host.Stream.Letters).Refusal!.Code);
    }

    [Fact]
    public async Task While_the_stream_is_full_the_sender_waits_and_nothing_is_lost()
    {
        await using var host = await GatewayHost.StartAsync(Plant, new(capacity: 2) { IsHolding = true });
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311);
        var sends = Enumerable.Range(0, 6).Select(i => client.SendAsync(Periodic("dev-1"), $"{{\"n\":{i}}}")).ToList();
        for (var committed = 2; committed <= 6; committed += 2)
        {
            await host.Stream.UntilAsync(s => s.Waiting == 2, Ct);
            host.Stream.Release();
            await host.Stream.UntilAsync(s => s.Taken.Count == committed, Ct);
        }

        Assert.All(await Task.WhenAll(sends), r => Assert.True(r.IsSuccess));
        Assert.Equal(
            Enumerable.Range(0, 6).Select(i => $"{{\"n\":{i}}}"), host.Stream.Taken.Select(m => Encoding.UTF8.GetString(m.Payload.Span)));
    }

    [Fact]
    public async Task When_the_stream_fails_nothing_is_acknowledged_and_the_client_is_sent_away()
    {
        await using var host = await GatewayHost.StartAsync(Plant, new() { IsBroken = true });
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 5, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 1, 5), Ct);
        var goodbye = (await raw.ReadPacketAsync(Ct))!;
        Assert.Equal([0xE0, (byte)MqttDisconnectReasonCode.ServerBusy], [goodbye[0], goodbye[2]]);
        Assert.Null(await raw.ReadPacketAsync(Ct));
        Assert.Equal(0, host.Metrics.Acknowledged(Channel.Mqtt));
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.StreamUnavailable));
    }

    [Fact]
    public async Task A_flood_of_refused_messages_fills_no_disk()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Admission:DeadLettersPerSecond", "2"));
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        for (var i = 0; i < 200; i++) await client.SendAsync("not/ours");
        Assert.Equal(200, host.Refused(Channel.Mqtt, Reason.TopicMalformed));
        Assert.InRange(host.Stream.Letters.Count, 10, 60);
    }
}
