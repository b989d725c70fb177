using IotLink.Ingest.Gateways.Repeats;
using IotLink.Tests.Support;
using static IotLink.Tests.Ingest.Gateways.TcpDevices;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class RepeatedFramesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_equal_readings_each_on_its_own_connection_are_a_thousand_readings()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            using var device = await LoggedInAsync(host);
            await SendAsync(device, Data(70));
            if (i % 10 == 9) device.Reset();
        }

        Assert.Equal(1000, host.Stream.Taken.Count);
    }

    [Fact]
    public async Task A_device_that_stops_sending_and_then_reads_its_answer_leaves_nothing_in_doubt()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 50; i++)
        {
            using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
            await device.SendAsync((byte[])[.. Login("dev-1"), .. Data(70)], Ct);
            device.Finish();
            Assert.Equal(4 * ProdAReply, (await device.ReadAsync(2 * ProdAReply, Ct)).Length);
            await device.GoneAsync(Ct);
        }

        Assert.Equal(50, host.Stream.Taken.Count);
    }

    [Fact]
    public async Task A_frame_whose_connection_was_reset_before_the_answer_counts_once_when_it_comes_again()
    {
        await using var host = await StartAsync(new() { IsHolding = true });
        using (var former = await LoggedInAsync(host))
        {
            await former.SendAsync(Data(70), Ct);
            await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
            former.Reset();
        }

        using var device = await LoggedInAsync(host);
        await device.SendAsync((byte[])[.. Data(70), .. Data(70)], Ct);
        var answer = device.ReadAsync(ProdAReply, Ct);
        Assert.False(answer.IsCompleted);
        host.Stream.IsHolding = false;
        host.Stream.Release();

        Assert.Equal(2 * ProdAReply, (await answer).Length);
        await host.Stream.UntilAsync(s => s.Taken.Count == 2, Ct);
    }

    [Fact]
    public async Task What_the_stream_could_not_take_is_taken_when_it_comes_again()
    {
        await using var host = await StartAsync(new() { IsHolding = true });
        using (var former = await LoggedInAsync(host))
        {
            await former.SendAsync(Data(70), Ct);
            await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
            former.Reset();
        }

        using var device = await LoggedInAsync(host);
        await device.SendAsync(Data(70), Ct);
        host.Stream.IsBroken = true;
        host.Stream.Release();
        (host.Stream.IsBroken, host.Stream.IsHolding) = (false, false);

        Assert.Equal(2 * ProdAReply, (await device.ReadAsync(ProdAReply, Ct)).Length);
        Assert.Single(host.Stream.Taken);
    }

    [Fact]
    public async Task After_a_kill_what_came_last_counts_once_when_it_comes_again_and_nothing_older()
    {
        var stream = new HeldStream();
        await using (var killed = await StartAsync(stream))
        {
            using var device = await LoggedInAsync(killed);
            await SendAsync(device, Data(69));
            stream.Time += LogTail.Length + TimeSpan.FromSeconds(1);
            await SendAsync(device, Data(70));
        }

        await using var host = await StartAsync(stream);
        using (var device = await LoggedInAsync(host))
        {
            await SendAsync(device, Data(70));
            Assert.Equal(2, stream.Taken.Count);
            await SendAsync(device, Data(70));
            await SendAsync(device, Data(69));
        }

        Assert.Equal([69, 70, 70, 69], stream.Taken.Select(m => (int)m.Payload.Span[3]));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_publish_sent_again_counts_once_if_it_had_come_and_is_the_first_if_another_one_had(bool hadCome, int taken)
    {
        await using var host = await GatewayHost.StartAsync(new FakeRegistry().With("dev-1"), new() { IsHolding = hadCome });
        var topic = MqttClients.Periodic("dev-1");
        using (var former = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct))
        {
            await former.SendAsync(RawMqtt.Publish(topic, "{}"u8, 1, 1, 4), Ct);
            if (hadCome) await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
            else Assert.Equal(0x40, (await former.ReadPacketAsync(Ct))![0]);
        }

        host.Stream.IsHolding = false;
        host.Stream.Release();
        using var again = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-1", "secret", 4, Ct);
        for (var i = 0; i < 2; i++)
        {
            await again.SendAsync(RawMqtt.Publish(topic, "{}"u8, 1, 1, 4, dup: true), Ct);
            Assert.Equal([0x40, 2, 0, 1], await again.ReadPacketAsync(Ct));
        }

        Assert.Equal(taken, host.Stream.Taken.Count);
    }

    private static async Task SendAsync(RawTcp device, byte[] frame)
    {
        await device.SendAsync(frame, Ct);
        Assert.Equal(2 * ProdAReply, (await device.ReadAsync(ProdAReply, Ct)).Length);
    }

    private static async Task<RawTcp> LoggedInAsync(GatewayHost host)
    {
        var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await SendAsync(device, Login("dev-1"));
        return device;
    }
}
