using System.Net.Sockets;

namespace IotLink.Ingest.Simulation;

/// <summary>One held TCP session: a login frame if the product has one, then frames. Replies are read and let go.</summary>
internal sealed class TcpUplink(Address server, byte[]? login) : IUplink
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private Task _listening = Task.CompletedTask;

    /// <summary>Bytes the gateway has answered with.</summary>
    public long Answered { get; private set; }

    public async Task OpenAsync(CancellationToken ct)
    {
        await _client.ConnectAsync(server.Host, server.Port, ct);
        _listening = ListenAsync(_client.GetStream());
        if (login is not null) await _client.GetStream().WriteAsync(login, ct);
    }

    public async Task SendAsync(Outgoing message, CancellationToken ct)
    {
        if (_listening.IsCompleted) throw new IOException("The gateway closed the connection.");
        await _client.GetStream().WriteAsync(message.Bytes, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _listening;
    }

    /// <summary>Ends when the gateway closes or the client is disposed.</summary>
    private async Task ListenAsync(NetworkStream stream)
    {
        var scratch = new byte[256];
        try
        {
            while (await stream.ReadAsync(scratch, CancellationToken.None) is var count and > 0) Answered += count;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The next send finds the session ended and opens another one.
        }
    }
}
