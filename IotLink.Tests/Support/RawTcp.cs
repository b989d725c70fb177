using System.Net;
using System.Net.Sockets;

namespace IotLink.Tests.Support;

/// <summary>A device on a raw socket.</summary>
public sealed class RawTcp : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };

    public static async Task<RawTcp> OpenAsync(int port, CancellationToken ct)
    {
        var raw = new RawTcp();
        await raw._client.ConnectAsync(IPAddress.Loopback, port, ct);
        return raw;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct) => await _client.GetStream().WriteAsync(bytes, ct);

    /// <returns>What came, as hex; shorter than asked for when the peer closed the connection.</returns>
    public async Task<string> ReadAsync(int count, CancellationToken ct)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(TimeSpan.FromSeconds(20));
        var bytes = new byte[count];
        var read = 0;
        try
        {
            while (read < count && await _client.GetStream().ReadAsync(bytes.AsMemory(read), inTime.Token) is var n and > 0) read += n;
        }
        catch (IOException)
        {
            // Reset counts as closed.
        }

        return Convert.ToHexStringLower(bytes.AsSpan(0, read));
    }

    /// <summary>Completes when the peer has closed the connection.</summary>
    public async Task GoneAsync(CancellationToken ct)
    {
        while ((await ReadAsync(1024, ct)).Length == 2048)
        {
        }
    }

    public void Dispose() => _client.Dispose();
}
