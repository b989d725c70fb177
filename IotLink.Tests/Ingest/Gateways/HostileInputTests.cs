using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using IotLink.Core.Messages;
using IotLink.Tests.Endurance;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static IotLink.Tests.Ingest.Gateways.MqttClients;

namespace IotLink.Tests.Ingest.Gateways;

/// <summary>
/// Ten thousand spoilt messages at every gateway: it stands, its memory too, and each is counted once, with its reason. Run when the others
/// are through: the memory is the whole process's, and the gateways' patience is of real time.
/// </summary>
[Collection(nameof(OneAtATime))]
public sealed class HostileInputTests
{
    private const int Frames = 10_000;
    private const int Senders = 4;
    private const long Bound = 64 << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static FakeRegistry Plant
    {
        get
        {
            var plant = new FakeRegistry().With("other");
            for (var i = 0; i < Frames; i++) plant.With($"dev-{i}");
            return plant;
        }
    }

    [Fact]
    public async Task Mqtt_counts_every_spoilt_publish()
    {
        var clock = new FakeTimeProvider();
        await using var host = await GatewayHost.StartAsync(Plant, clock: clock);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var left = new ConcurrentBag<IDisposable>();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => SendPublishesAsync(host, s, left)));
        await CountedAsync(host, Channel.Mqtt, clock);
        foreach (var connection in left) connection.Dispose();

        AssertStands(host, before, Channel.Mqtt, Reason.TopicMalformed, Reason.TopicForbidden, Reason.FrameMalformed, Reason.FrameTimeout, Reason.PayloadTooLarge);
        using var raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), "dev-0", "secret", 4, Ct);
        await raw.SendAsync(RawMqtt.Publish(Periodic("dev-0"), "{}"u8, 1, 7, 4), Ct);
        Assert.Equal([0x40, 2, 0, 7], await raw.ReadPacketAsync(Ct));
    }

    [Fact]
    public async Task Tcp_counts_every_spoilt_frame()
    {
        var clock = new FakeTimeProvider();
        await using var host = await TcpDevices.StartAsync(clock: clock);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var left = new ConcurrentBag<IDisposable>();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => SendFramesAsync(host, s, left)));
        await CountedAsync(host, Channel.Tcp, clock);
        foreach (var connection in left) connection.Dispose();

        AssertStands(host, before, Channel.Tcp, Reason.FrameChecksum, Reason.FrameMalformed, Reason.FrameTimeout, Reason.FrameTooLong, Reason.DeviceUnknown);
        using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await device.SendAsync((byte[])[.. TcpDevices.Login("dev-1"), .. TcpDevices.Data(82)], Ct);
        Assert.Equal(4 * TcpDevices.ProdAReply, (await device.ReadAsync(2 * TcpDevices.ProdAReply, Ct)).Length);
    }

    [Fact]
    public async Task Tcp_finds_good_frames_among_noise()
    {
        await using var host = await TcpDevices.StartAsync();
        var mutations = new Mutations(11);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var good = 0;
        for (var connection = 0; connection < 100; connection++)
        {
            using var device = await RawTcp.OpenAsync(host.Port("tcp/gt06"), Ct);
            await device.SendAsync(TcpDevices.Gt06Login(1), Ct);
            for (var i = 0; i < Frames / 100; i++)
            {
                var frame = TcpDevices.Gt06Frame([0x94, 0x0B, 1, (byte)i], (byte)i);
                var isGood = i % 10 == 9;
                if (isGood) good++;
                await device.SendAsync(isGood ? frame : mutations.Flip(frame, 2), Ct);
            }

            device.Finish();
            await device.GoneAsync(Ct);
        }

        Assert.InRange(host.Stream.Taken.Count, good / 2, good);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < Bound);
    }

    [Fact]
    public async Task Rest_counts_every_spoilt_request()
    {
        await using var host = await GatewayHost.StartAsync(Plant, settings: ("Ingest:Admission:FailedSignInsPerMinute", "100000"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => SendRequestsAsync(host, s)));
        AssertStands(
            host, before, Channel.Rest, Reason.JsonMalformed, Reason.EncodingMalformed, Reason.PayloadTooLarge, Reason.DeviceUnauthorized, Reason.MediaUnsupported);
    }

    private static async Task SendPublishesAsync(GatewayHost host, int sender, ConcurrentBag<IDisposable> left)
    {
        var mutations = new Mutations(sender);
        var device = "";
        RawMqtt? raw = null;
        for (var i = 0; i < Frames / Senders; i++)
        {
            if (i % 100 == 9)
            {
                var dribbling = await RawMqtt.OpenAsync(host.Port("mqtt"), Ct);
                await dribbling.SendAsync(mutations.Cut(RawMqtt.Connect(device, "secret", 5), 1), Ct);
                left.Add(dribbling);
                continue;
            }

            if (raw is null)
            {
                // A device of its own each time: one that comes back at once may be taken for the one that is leaving.
                device = $"dev-{(i * Senders) + sender}";
                raw = await RawMqtt.ConnectAsync(host.Port("mqtt"), device, "secret", 5, Ct);
            }

            var (frame, isWhole) = SpoilPublish(mutations, device, i);
            await raw.SendAsync(frame, Ct);
            if (!isWhole) raw.Finish();
            if ((await raw.ReadPacketAsync(Ct))?[0] == 0x40) continue;
            raw.Dispose();
            raw = null;
        }

        raw?.Dispose();
    }

    /// <returns>The bytes, and whether they are as many as they say.</returns>
    private static (byte[] Frame, bool IsWhole) SpoilPublish(Mutations mutations, string device, int i)
    {
        var id = (ushort)(1 + (i % 60_000));
        var good = RawMqtt.Publish(Periodic(device), """{"data":{"metrics":{"tempC":82}}}"""u8, 1, id, 5);
        switch (i % 10)
        {
            case 0:
                return (mutations.Cut(good, 2), false);
            case 1:
                return ([0x32, 0xff, 0xff, 0xff, 0x7f, .. mutations.Noise(20)], true);
            case 2:
                return (RawMqtt.Publish(Periodic("other"), "{}"u8, 1, id, 5), true);
            case 3:
                return (RawMqtt.Publish(Encoding.ASCII.GetString(mutations.Noise(20).Select(b => (byte)(33 + (b % 90))).ToArray()), "{}"u8, 1, id, 5), true);
            case 4:
                var invalid = good.ToArray();
                invalid[4 + mutations.Below(20)] = 0xC0;
                return (invalid, true);
            case 5:
                return (RawMqtt.Publish(Periodic(device), mutations.Noise(70_000), 1, id, 5), true);
            case 6:
                return (RawMqtt.Publish(Periodic(device), "{}"u8, 2, id, 5), true);
            case 7:
                return (RawMqtt.Publish(Periodic(device), "{}"u8, 1, 0, 5), true);
            default:
                return (mutations.Flip(good, 2), true);
        }
    }

    private static async Task SendFramesAsync(GatewayHost host, int sender, ConcurrentBag<IDisposable> left)
    {
        var mutations = new Mutations(100 + sender);
        for (var i = 0; i < Frames / Senders; i++)
        {
            var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
            left.Add(device);
            var frame = TcpDevices.Data(i % 100, i);
            byte[] bytes = (i % 8) switch
            {
                0 => [.. TcpDevices.Login("dev-1"), .. mutations.Cut(frame, 1)],
                1 => [.. TcpDevices.Login("dev-1"), 0xff, 0xff, .. mutations.Noise(30)],
                2 => TcpDevices.Login("stranger" + i),
                3 => mutations.Flip(TcpDevices.Login("dev-1"), 2),
                4 => frame,
                _ => [.. TcpDevices.Login("dev-1"), .. mutations.Flip(frame, 0)],
            };
            await device.SendAsync(bytes, Ct);
            if (i % 80 == 0) continue;
            device.Finish();
            await device.GoneAsync(Ct);
        }
    }

    private static async Task SendRequestsAsync(GatewayHost host, int sender)
    {
        var mutations = new Mutations(1000 + sender);
        using var http = new HttpClient { BaseAddress = host.Web };
        var good = """{"device_timestamp":1756653767451,"data":{"metrics":{"tempC":82.5,"name":"보일러"}}}"""u8.ToArray();
        for (var i = 0; i < Frames / Senders; i++)
        {
            var kind = i % 8;
            var body = kind switch
            {
                0 => mutations.Cut(good, 0),
                1 => mutations.Noise(70_000),
                2 => mutations.Noise(1 + mutations.Below(200)),
                3 => [.. good[..^20], 0xff, 0xfe, .. good[^20..]],
                _ => mutations.Flip(good, 0),
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/devices/{(kind == 4 ? "nobody" : $"dev-{sender}")}/messages");
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new(kind == 5 ? "text/html" : "application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", kind == 6 ? "guess" : "secret");
            using var answer = await http.SendAsync(request, Ct);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }
    }

    private static long Counted(GatewayHost host, Channel channel) => host.Metrics.Acknowledged(channel) + host.Refused(channel);

    private static async Task CountedAsync(GatewayHost host, Channel channel, FakeTimeProvider clock)
    {
        try
        {
            await clock.TickUntilAsync(() => Counted(host, channel) >= Frames);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{Counted(host, channel)} of {Frames} counted: {host.Metrics.Acknowledged(channel)} acknowledged, refused "
                + string.Join(", ", host.Metrics.Refused().Select(r => $"{r.Reason} {r.Count}")));
        }
    }

    private static void AssertStands(GatewayHost host, long before, Channel channel, params string[] reasons)
    {
        Assert.Equal(Frames, Counted(host, channel));
        Assert.All(reasons, reason => Assert.NotEqual(0, host.Refused(channel, reason)));
        Assert.True(host.Stream.Letters.Count < Frames, "Dead letters are bounded.");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < Bound, "Memory is bounded.");
    }
}
