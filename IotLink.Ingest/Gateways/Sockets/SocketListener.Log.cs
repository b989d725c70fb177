using System.Net;

namespace IotLink.Ingest.Gateways.Sockets;

internal sealed partial class SocketListener
{
    [LoggerMessage(1111, LogLevel.Warning, "Gateway {Name} could not take a connection: {Detail}")]
    private partial void LogAcceptFailed(string name, string detail);

    [LoggerMessage(1112, LogLevel.Error, "Gateway {Name} failed on a connection")]
    private partial void LogServingFailed(Exception e, string name);

    [LoggerMessage(1113, LogLevel.Warning, "Gateway {Name} turned away {Source}: it holds {Max} connections already")]
    private partial void LogTooMany(string name, IPAddress source, int max);
}
