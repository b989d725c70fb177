using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IotLink.Ingest.Gateways.Mqtt;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>The certificate of the TLS port: the configured file, or in Development one of our own making, kept in the data folder.</summary>
internal sealed partial class GatewayCertificate(
    IOptions<MqttOptions> options,
    IOptions<GatewayStorageOptions> storage,
    IHostEnvironment environment,
    TimeProvider clock,
    ILogger<GatewayCertificate> log)
{
    private const string OwnFile = "mqtt-development.pfx";

    private static string Setting => $"{MqttOptions.Section}:{nameof(MqttOptions.Certificate)}";

    private readonly Lazy<X509Certificate2?> _certificate = new(() => Load(options.Value, storage.Value, environment, clock));

    /// <summary>null when there is none: the TLS port stays closed, and the log says so.</summary>
    public X509Certificate2? Find()
    {
        if (_certificate is { IsValueCreated: false, Value: null }) LogNoCertificate(Setting);
        return _certificate.Value;
    }

    private static X509Certificate2? Load(MqttOptions mqtt, GatewayStorageOptions storage, IHostEnvironment environment, TimeProvider clock)
    {
        if (mqtt.Certificate is { Length: > 0 } path) return Read(path, mqtt.CertificatePassword);
        return environment.IsDevelopment() ? Own(storage.Folder, clock) : null;
    }

    private static X509Certificate2 Read(string path, string? password)
    {
        try
        {
            if (!path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)) return X509CertificateLoader.LoadPkcs12FromFile(path, password);
            using var pem = password is null
                ? X509Certificate2.CreateFromPemFile(path)
                : X509Certificate2.CreateFromEncryptedPemFile(path, password);
            return Exported(pem);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{Setting}: '{path}' is no PEM or PFX file that can be read ({e.Message}).", e);
        }
    }

    private static X509Certificate2 Own(string folder, TimeProvider clock)
    {
        var path = Path.Combine(folder, OwnFile);
        if (File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, null);
            if (kept.NotAfter > clock.GetLocalNow().AddDays(1)) return kept;
            kept.Dispose();
        }

        Directory.CreateDirectory(folder);
        using var made = Make(clock.GetUtcNow());
        File.WriteAllBytes(path, made.Export(X509ContentType.Pkcs12));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Exported(made);
    }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }

    /// <summary>Some systems cannot serve TLS with a key that never left memory.</summary>
    private static X509Certificate2 Exported(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

    [LoggerMessage(1114, LogLevel.Warning, "{Setting} is not set, so the TLS port stays closed: it needs a PEM or PFX file")]
    private partial void LogNoCertificate(string setting);
}
