using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IotLink.Tests.Support;

/// <summary>An authority that issues certificates to a broker and to devices, in a folder of its own.</summary>
internal sealed class DeviceAuthority : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public DeviceAuthority()
    {
        var request = new CertificateRequest("CN=Test devices", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Certificate = request.CreateSelfSigned(Today.AddYears(-1), Today.AddYears(1));
        File = _folder.File("authority.pem");
        System.IO.File.WriteAllText(File, Certificate.ExportCertificatePem());
        Server = _folder.File("broker.pem");
        using var server = Issue("localhost", forClients: false);
        System.IO.File.WriteAllText(Server, server.ExportCertificatePem() + "\n" + server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static DateTimeOffset Today => TimeProvider.System.GetUtcNow();

    public X509Certificate2 Certificate { get; }

    /// <summary>The authority's certificate, PEM.</summary>
    public string File { get; }

    /// <summary>A broker's certificate and key, PEM.</summary>
    public string Server { get; }

    public (string Key, string Value)[] Settings =>
        [("Ingest:Mqtt:TlsPort", "0"), ("Ingest:Mqtt:Certificate", Server), ("Ingest:Mqtt:DeviceAuthorities", File)];

    public X509Certificate2 Issue(string name, bool forClients = true, int daysLeft = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(forClients ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        if (!forClients) request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Certificate, Today.AddDays(-60), Today.AddDays(daysLeft), RandomNumberGenerator.GetBytes(12));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
