using System.Net;
using System.Net.Sockets;
using IotLink.Core.Devices;
using IotLink.Core.Seeds;
using IotLink.Ingest.Simulation;

namespace IotLink.Tests.Ingest.Simulation;

public sealed class FleetTests
{
    [Fact]
    public async Task A_device_logs_in_sends_and_dials_again_after_its_gateway_went_away()
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        until.CancelAfter(TimeSpan.FromSeconds(30));
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        gateway.Start();
        var address = new Address("127.0.0.1", ((IPEndPoint)gateway.LocalEndpoint).Port);
        var boiler = DemoPlant.MasterData().Devices.First(d => d.Id == DeviceId.Parse("prod-a-0001", null));
        var figures = new FleetFigures();
        var running = new Fleet([boiler]).RunAsync(
            new("dev", null, _ => address, null), DemoPlant.SecretOf, new(TimeProvider.System, rate: 100), figures, until.Token);

        await ReadSessionAsync(gateway, boiler, until.Token);
        await ReadSessionAsync(gateway, boiler, until.Token);
        Assert.True(figures.Sessions >= 2 && figures.Lost >= 1);

        await until.CancelAsync();
        await running;
    }

    /// <summary>Takes a session, reads its login and its first frame, and hangs up.</summary>
    private static async Task ReadSessionAsync(TcpListener gateway, Device device, CancellationToken ct)
    {
        using var session = await gateway.AcceptTcpClientAsync(ct);
        var login = await ReadFrameAsync(session.GetStream(), ct);
        Assert.Equal([0, .. System.Text.Encoding.ASCII.GetBytes(device.Id.Value)], login);
        Assert.Equal(1, (await ReadFrameAsync(session.GetStream(), ct))[0]);
    }

    private static async Task<byte[]> ReadFrameAsync(NetworkStream stream, CancellationToken ct)
    {
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, ct);
        var rest = new byte[((length[0] << 8) | length[1]) + 2];
        await stream.ReadExactlyAsync(rest, ct);
        return rest[..^2];
    }
}
