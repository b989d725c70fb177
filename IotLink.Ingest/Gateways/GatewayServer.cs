using System.Net.Sockets;
using IotLink.Ingest.Gateways.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace IotLink.Ingest.Gateways;

/// <summary>
/// Owns the gateways' ports. They are bound here and not in the host's own web server, whose addresses belong to <c>--urls</c>.
/// </summary>
internal sealed partial class GatewayServer(
    IEnumerable<IGateway> gateways,
    SocketTransportFactory sockets,
    GatewayAddresses addresses,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<GatewayServer> log) : IHostedService
{
    private readonly List<SocketListener> _listeners = [];
    private readonly IGateway[] _gateways = [.. gateways];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var gateway in _gateways)
        {
            await gateway.StartAsync(cancellationToken).ConfigureAwait(false);
            foreach (var endpoint in gateway.Endpoints) await BindAsync(endpoint, cancellationToken).ConfigureAwait(false);
        }

        foreach (var listener in _listeners) listener.Start();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in _listeners) await listener.CloseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var gateway in _gateways) await gateway.StopAsync(cancellationToken).ConfigureAwait(false);
        foreach (var listener in _listeners) await listener.DrainAsync(cancellationToken).ConfigureAwait(false);
        _listeners.Clear();
    }

    private async Task BindAsync(GatewayEndpoint endpoint, CancellationToken ct)
    {
        try
        {
            var bound = await sockets.BindAsync(endpoint.Address, ct).ConfigureAwait(false);
            var listener = new SocketListener(endpoint, bound, metrics, clock, log);
            _listeners.Add(listener);
            addresses.Add(endpoint.Name, listener.Address);
            LogListening(endpoint.Name, listener.Address);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            throw new GatewayAddressException(
                $"{endpoint.Setting}: cannot listen on {endpoint.Address} ({(e as SocketException)?.Message ?? "the port is in use"}). "
                + "Set another port, or 0 for a free one.",
                e);
        }
    }
}

/// <summary>A gateway's port could not be had. The message names the setting.</summary>
public sealed class GatewayAddressException(string message, Exception inner) : Exception(message, inner);
