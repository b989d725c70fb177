using IotLink.Core.Messages;
using IotLink.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using static IotLink.Tests.Ingest.Gateways.TcpDevices;

namespace IotLink.Tests.Ingest.Gateways;

public sealed class TcpGatewayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_is_answered_only_after_its_commit()
    {
        await using var host = await StartAsync(new() { IsHolding = true });
        using var device = await LoggedInAsync(host);
        var frame = Data(82);
        await device.SendAsync(frame, Ct);
        await host.Stream.UntilAsync(s => s.Waiting == 1, Ct);
        var answer = device.ReadAsync(ProdAReply, Ct);
        Assert.False(answer.IsCompleted);

        host.Stream.Release();
        Assert.StartsWith("000306" + Convert.ToHexStringLower(frame[^2..]), await answer, StringComparison.Ordinal);
        var message = Assert.Single(host.Stream.Taken);
        Assert.Equal(("dev-1", Channel.Tcp, PayloadFormat.Binary), (message.Device.Value, message.Channel, message.Format));
        Assert.Equal(frame, message.Payload.ToArray());
        Assert.Equal(1, host.Metrics.Acknowledged(Channel.Tcp));
    }

    [Fact]
    public async Task Frames_may_arrive_byte_by_byte()
    {
        await using var host = await StartAsync();
        using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        foreach (var b in (byte[])[.. Login("dev-1"), .. Data(70), .. Data(71)]) await device.SendAsync(new[] { b }, Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 2, Ct);
        Assert.Equal([Data(70), Data(71)], host.Stream.Taken.Select(m => m.Payload.ToArray()));
    }

    [Fact]
    public async Task Many_frames_in_flight_are_answered_in_their_order()
    {
        await using var host = await StartAsync(new() { IsHolding = true });
        using var device = await LoggedInAsync(host);
        var frames = Enumerable.Range(0, 100).Select(i => Data(70, i)).ToList();
        await device.SendAsync(frames.SelectMany(f => f).ToArray(), Ct);
        await host.Stream.UntilAsync(s => s.Waiting == 100, Ct);
        host.Stream.Release();
        foreach (var frame in frames)
        {
            Assert.StartsWith("000306" + Convert.ToHexStringLower(frame[^2..]), await device.ReadAsync(ProdAReply, Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_device_that_comes_again_is_heard_no_more_on_its_former_connection()
    {
        var clock = new FakeTimeProvider();
        await using var host = await StartAsync(null, clock, ("Ingest:Admission:RatePerDevice", "1"), ("Ingest:Admission:BurstPerDevice", "2"));
        using var former = await LoggedInAsync(host);
        var frames = Enumerable.Range(0, 5).Select(i => Data(70, i)).ToList();
        await former.SendAsync(frames.SelectMany(f => f).ToArray(), Ct);
        await host.Stream.UntilAsync(s => s.Taken.Count == 2, Ct);

        using var device = await LoggedInAsync(host);
        await device.SendAsync(frames.Skip(2).SelectMany(f => f).ToArray(), Ct);
        await clock.TickUntilAsync(() => host.Stream.Taken.Count >= frames.Count && host.Refused(Channel.Tcp, Reason.Duplicate) == 3);
        Assert.Equal(frames, host.Stream.Taken.Select(m => m.Payload.ToArray()));
    }

    [Fact]
    public async Task An_unknown_device_is_told_so_and_kept_as_a_dead_letter()
    {
        await using var host = await StartAsync();
        using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await device.SendAsync(Login("stranger"), Ct);
        Assert.StartsWith("00021505", await device.ReadAsync(6, Ct), StringComparison.Ordinal);
        await device.GoneAsync(Ct);
        await host.Stream.UntilAsync(s => s.Letters.Count == 1, Ct);
        Assert.Equal(("stranger", Reason.DeviceUnknown), (host.Stream.Letters[0].Device.Value, host.Stream.Letters[0].Refusal!.Code));
    }

    [Fact]
    public async Task Data_before_a_login_has_no_sender()
    {
        await using var host = await StartAsync();
        using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await device.SendAsync(Data(82), Ct);
        await device.GoneAsync(Ct);
        Assert.Equal(1, host.Refused(Channel.Tcp, Reason.FrameNoIdentity));
        Assert.Empty(host.Stream.Taken);
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_with_its_reason()
    {
        await using var host = await StartAsync();
        using var device = await LoggedInAsync(host);
        var broken = Data(82);
        broken[^1] ^= 1;
        await device.SendAsync(broken, Ct);
        Assert.StartsWith("00021502", await device.ReadAsync(6, Ct), StringComparison.Ordinal);
        await host.Stream.UntilAsync(s => s.Letters.Count == 1, Ct);
        var letter = host.Stream.Letters[0];
        Assert.Equal(("dev-1", Reason.FrameChecksum), (letter.Device.Value, letter.Refusal!.Code));
        Assert.Equal(broken, letter.Payload.ToArray());
    }

    [Fact]
    public async Task Gt06_speaks_with_two_headers_and_goes_on_behind_a_bad_frame()
    {
        await using var host = await StartAsync();
        using var device = await RawTcp.OpenAsync(host.Port("tcp/gt06"), Ct);
        await device.SendAsync(Gt06Login(1), Ct);
        Assert.StartsWith("787805010001", await device.ReadAsync(10, Ct), StringComparison.Ordinal);

        byte[] shortHeader = Gt06Frame(Convert.FromHexString("95130a0712232001"), 2), longHeader = Convert.FromHexString("79790008940b02e3048614200d0a");
        var broken = Convert.FromHexString("78780c95130a0209321c91000112800d0a");
        await device.SendAsync((byte[])[.. shortHeader, .. broken, .. longHeader, .. Gt06Frame([0x13, 0, 0, 0, 0, 0], 9)], Ct);
        Assert.StartsWith("787805950002", await device.ReadAsync(10, Ct), StringComparison.Ordinal);
        Assert.StartsWith("787805940486", await device.ReadAsync(10, Ct), StringComparison.Ordinal);
        Assert.StartsWith("787805130009", await device.ReadAsync(10, Ct), StringComparison.Ordinal);

        Assert.Equal([shortHeader, longHeader], host.Stream.Taken.Select(m => m.Payload.ToArray()));
        Assert.All(host.Stream.Taken, m => Assert.Equal(Imei, m.Device.Value));
        Assert.Equal(1, host.Refused(Channel.Tcp, Reason.FrameChecksum));
    }

    [Fact]
    public async Task A_field_of_every_frame_can_name_the_device()
    {
        await using var host = await StartAsync();
        using var device = await RawTcp.OpenAsync(host.Port("tcp/gator-m508"), Ct);
        var known = Convert.FromHexString("24248000260009632d141121072702059226180104367500000000c04700079c0c34000ad80b00ff000a0d");
        var stranger = Convert.FromHexString("2424800023c2631e00111220104909833268648703804100000000c0470000000b4e00000000550d");
        await device.SendAsync((byte[])[.. stranger, .. known], Ct);
        await host.Stream.UntilAsync(s => s.Durable.Count == 2, Ct);
        Assert.Equal("0009632d", Assert.Single(host.Stream.Taken).Device.Value);
        Assert.Equal(("c2631e00", Reason.DeviceUnknown), (host.Stream.Letters[0].Device.Value, host.Stream.Letters[0].Refusal!.Code));
    }

    [Fact]
    public async Task While_the_stream_is_full_the_device_waits_and_nothing_is_lost()
    {
        await using var host = await StartAsync(new(capacity: 3) { IsHolding = true });
        using var device = await LoggedInAsync(host);
        for (var i = 0; i < 9; i++) await device.SendAsync(Data(70, i), Ct);
        for (var committed = 3; committed <= 9; committed += 3)
        {
            await host.Stream.UntilAsync(s => s.Waiting == 3, Ct);
            host.Stream.Release();
        }

        Assert.Equal(2 * 9 * ProdAReply, (await device.ReadAsync(9 * ProdAReply, Ct)).Length);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => Data(70, i)), host.Stream.Taken.Select(m => m.Payload.ToArray()));
    }

    [Fact]
    public async Task When_the_stream_fails_nothing_is_answered_and_the_device_is_hung_up_on()
    {
        await using var host = await StartAsync(new() { IsBroken = true });
        using var device = await LoggedInAsync(host);
        await device.SendAsync(Data(82), Ct);
        Assert.Equal("", await device.ReadAsync(ProdAReply, Ct));
        Assert.Equal(0, host.Metrics.Acknowledged(Channel.Tcp));
        Assert.Equal(1, host.Refused(Channel.Tcp, Reason.StreamUnavailable));
    }

    [Fact]
    public async Task A_silent_device_is_hung_up_on_after_three_reporting_periods()
    {
        var clock = new FakeTimeProvider();
        await using var host = await StartAsync(clock: clock);
        using var device = await LoggedInAsync(host);
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(170));
            await device.SendAsync(Data(70), Ct);
            Assert.NotEqual("", await device.ReadAsync(ProdAReply, Ct));
        }

        clock.Advance(TimeSpan.FromSeconds(180));
        await clock.TickUntilAsync(device.GoneAsync(Ct));
        Assert.Equal(0, host.Refused(Channel.Tcp));
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_counted_and_closed()
    {
        var clock = new FakeTimeProvider();
        await using var host = await StartAsync(clock: clock);
        using var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await clock.TickUntilAsync(device.GoneAsync(Ct));
        Assert.Equal(1, host.Refused(Channel.Tcp, Reason.FrameTimeout));
    }

    [Fact]
    public async Task A_listener_for_a_product_without_framing_is_a_start_up_fault()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(settings: ("Ingest:Tcp:Products:toaster", "0")));
        Assert.Contains("Ingest:Tcp:Products:toaster: 'toaster' is no product with a framing", fault.Message, StringComparison.Ordinal);
        Assert.Contains("gt06", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_of_one_address_can_be_capped()
    {
        await using var host = await StartAsync(settings: ("Ingest:Tcp:MaxConnectionsPerAddress", "1"));
        using var first = await LoggedInAsync(host);
        using (var second = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct)) await second.GoneAsync(Ct);
        await first.SendAsync(Data(70), Ct);
        Assert.NotEqual("", await first.ReadAsync(ProdAReply, Ct));
    }

    private static async Task<RawTcp> LoggedInAsync(GatewayHost host)
    {
        var device = await RawTcp.OpenAsync(host.Port("tcp/prod-a"), Ct);
        await device.SendAsync(Login("dev-1"), Ct);
        Assert.StartsWith("000306", await device.ReadAsync(ProdAReply, Ct), StringComparison.Ordinal);
        return device;
    }
}
