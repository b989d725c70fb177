using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using static IotLink.Tests.Ingest.Gateways.MqttClients;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class MqttSessionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant => new FakeRegistry().With("dev-1").With("hub-1").With("child-1", hub: "hub-1").With("other");

    [Theory]
    [InlineData("dev-1", "wrong")]
    [InlineData("nobody", "secret")]
    [InlineData("no/id", "secret")]
    public async Task A_wrong_secret_and_an_unknown_device_get_the_same_answer(string device, string secret)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var raw = await RawMqtt.OpenAsync(host.Port("mqtt"), Ct);
        await raw.SendAsync(RawMqtt.Connect(device, secret, 4), Ct);
        Assert.Equal([0x20, 2, 0, 4], await raw.ReadPacketAsync(Ct));
        Assert.Null(await raw.ReadPacketAsync(Ct));
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.DeviceUnauthorized));
    }

    [Fact]
    public async Task What_lies_behind_a_publish_that_ends_the_connection_is_counted_as_lost()
    {
        var clock = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(Plant, clock: clock);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        byte[] Own(ushort id) => RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, id, 4);
        await raw.SendAsync((byte[])[.. RawMqtt.Publish(Periodic("other"), "{}"u8, 1, 1, 4), .. Own(2), .. Own(3)], Ct);

        Assert.Null(await raw.ReadPacketAsync(Ct));
        await clock.TickUntilAsync(() => host.Refused(Channel.Mqtt) == 3);
        Assert.Equal((1, 2), (host.Refused(Channel.Mqtt, Reason.TopicForbidden), host.Refused(Channel.Mqtt, Reason.ConnectionLost)));
        Assert.Empty(host.Stream.Taken);
    }

    [Fact]
    public async Task Every_publish_of_a_connection_that_is_taken_over_is_counted()
    {
        var clock = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(
            Plant, clock: clock, settings: [("Ingest:Admission:RatePerDevice", "1"), ("Ingest:Admission:BurstPerDevice", "2")]);
        using var former = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        var publishes = Enumerable.Range(1, 5).SelectMany(id => RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, (ushort)id, 4)).ToArray();
        await former.SendAsync(publishes, Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 2, Ct);

        using var device = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        await clock.TickUntilAsync(() => host.Refused(Channel.Mqtt, Reason.ConnectionLost) == 3);
        Assert.Equal((2, 3), (host.Metrics.Acknowledged(Channel.Mqtt), host.Refused(Channel.Mqtt)));
        Assert.Equal(2, host.Stream.Taken.Count);
    }

    [Fact]
    public async Task An_address_that_keeps_failing_is_turned_away_unheard()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Admission:FailedSignInsPerMinute", "3"));
        foreach (var secret in new[] { "wrong", "wrong", "wrong", "secret" })
        {
            using var raw = await RawMqtt.OpenAsync(host.Port("mqtt"), Ct);
            await raw.SendAsync(RawMqtt.Connect("dev-1", secret, 4), Ct);
            Assert.Equal([0x20, 2, 0, 4], await raw.ReadPacketAsync(Ct));
        }

        Assert.Equal(3, host.Refused(Channel.Mqtt, Reason.DeviceUnauthorized));
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.RateLimited));
    }

    [Theory]
    [InlineData("iotlink/dev/nohub/dev-1/event/sub/control_request/json", true)]
    [InlineData("iotlink/dev/nohub/other/event/sub/control_request/json", false)]
    [InlineData("iotlink/dev/+/+/event/sub/control_request/json", false)]
    [InlineData("#", false)]
    public async Task A_device_subscribes_to_its_own_topics_only(string filter, bool granted)
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        foreach (var version in new[] { MqttProtocolVersion.V311, MqttProtocolVersion.V500 })
        {
            using var client = await host.ConnectAsync("dev-1", version);
            var answer = await client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, Ct);
            var code = Assert.Single(answer.Items).ResultCode;
            Assert.Equal(granted ? MqttClientSubscribeResultCode.GrantedQoS1 : MqttClientSubscribeResultCode.UnspecifiedError, code);
        }
    }

    [Fact]
    public async Task What_is_sent_to_a_device_reaches_it_and_what_a_device_publishes_reaches_no_other()
    {
        const string requests = "iotlink/dev/nohub/dev-1/event/sub/control_request/json";
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311);
        var heard = new List<string>();
        var request = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += e =>
        {
            heard.Add(e.ApplicationMessage.Topic);
            if (e.ApplicationMessage.Topic == requests) request.TrySetResult();
            return Task.CompletedTask;
        };

        var device = DeviceId.Parse("dev-1", null);
        Assert.False(host.Link.TrySend(device, requests, "{}"u8.ToArray()));
        await client.SubscribeAsync("iotlink/dev/nohub/dev-1/#", MqttQualityOfServiceLevel.AtLeastOnce, Ct);
        Assert.True((await client.SendAsync(Periodic("dev-1"))).IsSuccess);
        Assert.True(host.Link.TrySend(device, requests, "{}"u8.ToArray()));
        await request.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct);
        Assert.Equal([requests], heard);
        Assert.False(host.Link.TrySend(DeviceId.Parse("other", null), requests, "{}"u8.ToArray()));
    }

    [Fact]
    public async Task The_same_device_connecting_again_takes_over()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var first = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500);
        var gone = first.GoneAsync();
        using var second = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500, more: o => o.WithClientId("called-otherwise"));
        await gone;
        Assert.True((await second.SendAsync(Periodic("dev-1"))).IsSuccess);
    }

    [Fact]
    public async Task A_silent_client_is_dropped_and_publishing_counts_as_speaking()
    {
        var clock = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(Plant, clock: clock);
        using var raw = await RawMqtt.OpenAsync(host.Port("mqtt"), Ct);
        await raw.SendAsync(RawMqtt.Connect("dev-1", "secret", 5, keepAlive: 10), Ct);
        Assert.NotNull(await raw.ReadPacketAsync(Ct));
        for (ushort id = 1; id <= 4; id++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, id, 5), Ct);
            Assert.Equal(0x40, (await raw.ReadPacketAsync(Ct))![0]);
        }

        var waiting = raw.ReadPacketAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(15));
        await clock.TickUntilAsync(waiting);
        var goodbye = (await waiting)!;
        Assert.Equal([0xE0, (byte)MqttDisconnectReasonCode.KeepAliveTimeout], [goodbye[0], goodbye[2]]);
    }

    [Fact]
    public async Task A_packet_that_dribbles_in_is_not_waited_for()
    {
        var clock = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(Plant, clock: clock);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 1, 4), Ct);
        Assert.NotNull(await raw.ReadPacketAsync(Ct));
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-1"), "{}"u8, 1, 2, 4).AsMemory(0, 5), Ct);
        var gone = raw.ReadPacketAsync(Ct);
        await clock.TickUntilAsync(gone);
        Assert.Null(await gone);
        Assert.Equal(1, host.Refused(Channel.Mqtt, Reason.FrameTimeout));
    }

    [Fact]
    public async Task A_last_will_goes_the_way_of_every_message()
    {
        await using var host = await GatewayHost.StartAsync(Plant);
        using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V311, more: o => o
            .WithWillTopic("iotlink/dev/nohub/dev-1/event/pub/alert_report/json").WithWillPayload("{\"gone\":1}"u8.ToArray()));
        client.Dispose();

        await host.Stream.UntilAsync(s => s.Taken.Count == 1, Ct);
        Assert.Equal(MessageRole.AlertReport, host.Stream.Taken[0].Role);
    }

    [Fact]
    public async Task Tls_works_with_a_certificate_made_for_development()
    {
        var folder = Directory.CreateTempSubdirectory("iotlink-tls-").FullName;
        try
        {
            await using var host = await GatewayHost.StartAsync(
                Plant, settings: [("Ingest:Mqtt:TlsPort", "0"), ("Storage:Folder", folder)]);
            using var client = await host.ConnectAsync("dev-1", MqttProtocolVersion.V500, more: o => o
                .WithTcpServer("127.0.0.1", host.Port("mqtts"))
                .WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(_ => true)));
            Assert.True((await client.SendAsync(Periodic("dev-1"))).IsSuccess);
            Assert.True(File.Exists(Path.Combine(folder, "mqtt-development.pfx")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
