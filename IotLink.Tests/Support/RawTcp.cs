using System.Net;
using System.Net.Sockets;

namespace IotLink.Tests.Support;

/// <summary>A device on a raw socket.</summary>
public sealed class RawTcp : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawTcp(TcpClient client) => (_client, _stream) = (client, client.GetStream());

    public static async Task<RawTcp> OpenAsync(int port, CancellationToken ct)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, ct);
        return new(client);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => await _stream.WriteAsync(bytes, ct);

    /// <returns>What came, as hex; shorter than asked for when the peer closed the connection.</returns>
    public async Task<string> ReadAsync(int count, CancellationToken ct)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(TimeSpan.FromSeconds(20));
        var bytes = new byte[count];
        var read = 0;
        try
        {
            while (read < count && await _stream.ReadAsync(bytes.AsMemory(read), inTime.Token) is var n and > 0) read += n;
        }
        catch (IOException)
        {
            // Reset counts as closed.
        }

        return Convert.ToHexStringLower(bytes.AsSpan(0, read));
    }

    /// <summary>Ends it as a device does that was switched off: nothing more is said or taken.</summary>
    public void Reset()
    {
        _client.LingerState = new(true, 0);
        _client.Dispose();
    }

    /// <summary>Sends nothing more, and still listens.</summary>
    public void Finish() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Completes when the peer has closed the connection.</summary>
    public async Task GoneAsync(CancellationToken ct)
    {
        while ((await ReadAsync(1024, ct)).Length == 2048)
        {
        }
    }

    public void Dispose() => _client.Dispose();
}
