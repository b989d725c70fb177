using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>A connection's two halves after the TLS handshake.</summary>
internal sealed class TlsPipe : IDuplexPipe, IAsyncDisposable
{
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly SslStream _tls;

    private TlsPipe(SslStream tls)
    {
        _tls = tls;
        // Zero-byte reads: an idle connection holds no buffer.
        Input = PipeReader.Create(tls, new(useZeroByteReads: true));
        Output = PipeWriter.Create(tls);
    }

    /// <summary>What the peer proved to hold the key of, when it was asked.</summary>
    public X509Certificate2? PeerCertificate => _tls.RemoteCertificate as X509Certificate2;

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <returns>null when the peer does not speak TLS as we do, or not in time.</returns>
    public static async Task<TlsPipe?> OpenAsync(IDuplexPipe plain, X509Certificate2 certificate, Func<X509Certificate2, bool>? trustsPeer, TimeProvider clock)
    {
        var tls = new SslStream(new DuplexPipeStream(plain));
        try
        {
            using var inTime = new CancellationTokenSource(HandshakeTimeout, clock);
            await tls.AuthenticateAsServerAsync(
                new()
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = trustsPeer is not null,
                    RemoteCertificateValidationCallback = (_, peer, _, _) => peer is null || (peer is X509Certificate2 shown && trustsPeer?.Invoke(shown) == true),
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                },
                inTime.Token).ConfigureAwait(false);
            return new(tls);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }

    public ValueTask DisposeAsync() => _tls.DisposeAsync();
}
