using System.Net;

namespace IotLink.Ingest.Gateways;

internal sealed partial class GatewayServer
{
    [LoggerMessage(1110, LogLevel.Information, "Gateway {Name} listens on {Address}")]
    private partial void LogListening(string name, IPEndPoint address);
}
