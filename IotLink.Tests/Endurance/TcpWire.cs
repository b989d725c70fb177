using IotLink.Core.Conversion.Framing;
using IotLink.Tests.Ingest.Gateways;
using IotLink.Tests.Support;

namespace IotLink.Tests.Endurance;

/// <summary>prod-a's frames on a raw socket: a login, then numbered data, each answered with its own checksum.</summary>
internal sealed class TcpWire : IDeviceWire
{
    private const int Acknowledge = 0x06;
    private readonly RawTcp _tcp;

    private TcpWire(RawTcp tcp) => _tcp = tcp;

    public static async Task<IDeviceWire> OpenAsync(int port, string device, CancellationToken ct)
    {
        var wire = new TcpWire(await RawTcp.OpenAsync(port, ct));
        try
        {
            var login = TcpDevices.Login(device);
            await wire._tcp.SendAsync(login, ct);
            await wire.AnswerToAsync(login, ct);
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    public Task SendAsync(int number, bool again, CancellationToken ct) => _tcp.SendAsync(Frame(number), ct);

    public Task AcknowledgedAsync(int number, CancellationToken ct) => AnswerToAsync(Frame(number), ct);

    public void Dispose() => _tcp.Dispose();

    private async Task AnswerToAsync(byte[] frame, CancellationToken ct)
    {
        var answer = await _tcp.ReadAsync(TcpDevices.ProdAReply, ct);
        if (answer.Length < 2 * TcpDevices.ProdAReply) throw new IOException("Gone before the answer.");
        var bytes = Convert.FromHexString(answer);
        Assert.Equal(Acknowledge, bytes[2]);
        Assert.Equal(frame[^2..].Order(), bytes[3..5].Order());
    }

    private static byte[] Frame(int number) => new FrameWriter(TcpDevices.ProdA).Build(Numbered.Bytes(number));
}
