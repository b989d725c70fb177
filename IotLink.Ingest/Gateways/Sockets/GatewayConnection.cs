using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>A peer on the wire, plain or through TLS.</summary>
internal sealed class GatewayConnection(ConnectionContext transport, IDuplexPipe pipe, bool isSecure)
{
    public PipeReader Input => pipe.Input;

    public PipeWriter Output => pipe.Output;

    public bool IsSecure => isSecure;

    public EndPoint? RemoteEndPoint => transport.RemoteEndPoint;

    public EndPoint? LocalEndPoint => transport.LocalEndPoint;

    public IPAddress Source => (transport.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    /// <summary>Ends it at once; a pending read or write fails. Any thread.</summary>
    public void Abort() => transport.Abort();
}
