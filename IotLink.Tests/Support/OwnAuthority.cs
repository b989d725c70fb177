using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IotLink.Tests.Support;

/// <summary>A certificate authority that nobody knows, and a server certificate it signed.</summary>
internal sealed class OwnAuthority : IDisposable
{
    private readonly X509Certificate2 _authority;
    private readonly RSA _key = RSA.Create(2048);

    public OwnAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(54), DateTimeOffset.UnixEpoch.AddYears(100));
        Certificate = _authority.ExportCertificatePem();
        Server = Sign("localhost");
    }

    /// <summary>PEM of the authority.</summary>
    public string Certificate { get; }

    /// <summary>PEM of a certificate for localhost.</summary>
    public string Server { get; }

    public string ServerKey => _key.ExportPkcs8PrivateKeyPem();

    public string Sign(string host)
    {
        var request = new CertificateRequest($"CN={host}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return certificate.ExportCertificatePem();
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }
}
