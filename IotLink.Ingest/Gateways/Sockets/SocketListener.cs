using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>One bound port: takes connections until it is closed, and knows those that are still served.</summary>
internal sealed partial class SocketListener(
    GatewayEndpoint endpoint, IConnectionListener listener, GatewayMetrics metrics, TimeProvider clock, ILogger log)
{
    private readonly ConcurrentDictionary<ConnectionContext, Task> _served = new();
    private readonly ConcurrentDictionary<IPAddress, int> _perAddress = new();
    private Task _accepting = Task.CompletedTask;

    public IPEndPoint Address => (IPEndPoint)listener.EndPoint;

    public string Name => endpoint.Name;

    public void Start() => _accepting = AcceptAsync();

    /// <summary>Takes no more connections.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await listener.UnbindAsync(ct).ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Waits for the connections that are still served, and ends those that do not end in time.</summary>
    public async Task DrainAsync(CancellationToken ct)
    {
        using (ct.Register(AbortAll)) await Task.WhenAll(_served.Values).ConfigureAwait(false);
        await listener.DisposeAsync().ConfigureAwait(false);
    }

    private void AbortAll()
    {
        foreach (var connection in _served.Keys) connection.Abort();
    }

    private async Task AcceptAsync()
    {
        while (await NextAsync().ConfigureAwait(false) is { } connection)
        {
            // Registered before it runs, so that a connection which ends at once is not left in the list.
            var started = new TaskCompletionSource();
            var serving = ServeAsync(connection, started.Task);
            _served[connection] = serving;
            started.SetResult();
        }
    }

    private async Task<ConnectionContext?> NextAsync()
    {
        while (true)
        {
            try
            {
                return await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // Out of file handles, or the peer was gone before it was taken: the port stays open.
                LogAcceptFailed(endpoint.Name, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(50), clock).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(ConnectionContext connection, Task started)
    {
        await started.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var source = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        metrics.Connected(endpoint.Channel);
        try
        {
            if (!Enter(source)) return;
            KeepAlive(connection);
            await ServeAsync(connection).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or ConnectionAbortedException or OperationCanceledException)
        {
            // The peer went away.
        }
        catch (Exception e)
        {
            LogServingFailed(e, endpoint.Name);
        }
        finally
        {
            metrics.Disconnected(endpoint.Channel);
            Leave(source);
            await connection.DisposeAsync().ConfigureAwait(false);
            _served.TryRemove(connection, out _);
        }
    }

    private async Task ServeAsync(ConnectionContext connection)
    {
        if (endpoint.Certificate is null)
        {
            await endpoint.Serve(new(connection, connection.Transport, isSecure: false)).ConfigureAwait(false);
            return;
        }

        var tls = await TlsPipe.OpenAsync(connection.Transport, endpoint.Certificate, endpoint.TrustsPeer, clock).ConfigureAwait(false);
        if (tls is null) return;
        await using (tls.ConfigureAwait(false))
        {
            await endpoint.Serve(new(connection, tls, isSecure: true, tls.PeerCertificate)).ConfigureAwait(false);
        }
    }

    private bool Enter(IPAddress source)
    {
        if (endpoint.MaxPerAddress == 0) return true;
        var held = _perAddress.AddOrUpdate(source, 1, (_, n) => n + 1);
        if (held <= endpoint.MaxPerAddress) return true;
        LogTooMany(endpoint.Name, source, endpoint.MaxPerAddress);
        return false;
    }

    private void Leave(IPAddress source)
    {
        if (endpoint.MaxPerAddress == 0) return;
        if (_perAddress.AddOrUpdate(source, 0, (_, n) => n - 1) <= 0) _perAddress.TryRemove(new(source, 0));
    }

    /// <summary>A peer that lost power says nothing: the system asks after two silent minutes, and gives up after one more.</summary>
    private static void KeepAlive(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket) return;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 120);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
    }
}
