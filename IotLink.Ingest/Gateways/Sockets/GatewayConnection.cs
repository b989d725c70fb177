using System.IO.Pipelines;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>A peer on the wire, plain or through TLS.</summary>
internal sealed class GatewayConnection(ConnectionContext transport, IDuplexPipe pipe, bool isSecure, X509Certificate2? peerCertificate = null)
{
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const int BytesAcked = 120;

    private readonly Socket? _socket = transport.Features.Get<IConnectionSocketFeature>()?.Socket;

    public PipeReader Input => pipe.Input;

    public PipeWriter Output => pipe.Output;

    public bool IsSecure => isSecure;

    /// <summary>Of a peer that was asked for one: it holds its key, and the endpoint trusts it.</summary>
    public X509Certificate2? PeerCertificate => peerCertificate;

    public EndPoint? RemoteEndPoint => transport.RemoteEndPoint;

    public EndPoint? LocalEndPoint => transport.LocalEndPoint;

    public IPAddress Source => (transport.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    /// <summary>
    /// Bytes of ours that the peer's TCP has confirmed; null when that cannot be told now. Where the system never tells, everything is
    /// taken to have arrived. Through TLS it is never told, as the bytes are others.
    /// </summary>
    public long? Confirmed
    {
        get
        {
            if (isSecure || _socket is null) return null;
            if (!OperatingSystem.IsLinux()) return long.MaxValue;
            Span<byte> info = stackalloc byte[BytesAcked + sizeof(long)];
            try
            {
                return _socket.GetRawSocketOption(TcpLevel, TcpInfo, info) == info.Length ? BinaryPrimitives.ReadInt64LittleEndian(info[BytesAcked..]) : long.MaxValue;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <summary>Ends it at once; a pending read or write fails. Any thread.</summary>
    public void Abort() => transport.Abort();
}
