using System.Net;
using System.Net.Sockets;

namespace IotLink.Ingest.Commands.Bench;

internal static class FreePort
{
    /// <summary>A port nobody listens on at the moment.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
