using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IotLink.Core.Devices;
using IotLink.Ingest.Gateways.Mqtt;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Gateways.Admission;

/// <summary>
/// Which device a client certificate names. It must be issued, directly or through intermediates in the same file, by an authority of
/// <c>Ingest:Mqtt:DeviceAuthorities</c>, be valid today, and carry the device's id as common name.
/// </summary>
internal sealed class DeviceCertificates(IOptions<MqttOptions> options, TimeProvider clock)
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2";

    private readonly Lazy<X509Certificate2Collection> _authorities = new(() => Load(options.Value.DeviceAuthorities));

    private static string Setting => $"{MqttOptions.Section}:{nameof(MqttOptions.DeviceAuthorities)}";

    /// <summary>Whether devices are asked for a certificate at all.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read; the message names the setting.</exception>
    public bool AreAsked => _authorities.Value.Count > 0;

    /// <returns>null when it is none of ours.</returns>
    public DeviceId? DeviceOf(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Value);
        chain.ChainPolicy.ExtraStore.AddRange(_authorities.Value);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ForClients));
        try
        {
            return chain.Build(certificate) && DeviceId.TryParse(certificate.GetNameInfo(X509NameType.SimpleName, false), out var device) ? device : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    private static X509Certificate2Collection Load(string? path)
    {
        var found = new X509Certificate2Collection();
        if (string.IsNullOrEmpty(path)) return found;
        try
        {
            found.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{Setting}: '{path}' is no PEM file that can be read ({e.Message}).", e);
        }

        return found.Count > 0 ? found : throw new InvalidOperationException($"{Setting}: there is no certificate in '{path}'.");
    }
}
