using System.Net;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>One port a gateway listens on.</summary>
/// <param name="Name">Its name in <see cref="GatewayAddresses"/>.</param>
/// <param name="Setting">The key that set the port, for the message when it is taken.</param>
/// <param name="Serve">Runs a connection to its end; must not throw for anything the peer does.</param>
internal sealed record GatewayEndpoint(
    string Name, Channel Channel, IPEndPoint Address, string Setting, Func<GatewayConnection, Task> Serve)
{
    /// <summary>Speaks TLS with this certificate; null for plain TCP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>With TLS: the peer is asked for a certificate and may have none; one that this does not trust ends the handshake. null: it is not asked.</summary>
    public Func<X509Certificate2, bool>? TrustsPeer { get; init; }

    /// <summary>Connections one source address may hold; 0 for no cap.</summary>
    public int MaxPerAddress { get; init; }
}
