using System.Security.Cryptography;

namespace IotLink.Core.Firmware.Images;

/// <summary>Checks that a firmware file was signed by a trusted key: ECDSA (DER) or RSA (PKCS#1 v1.5), SHA-256.</summary>
public static class ImageSignature
{
    /// <param name="publicKey">PEM, as <c>openssl pkey -pubout</c> writes it.</param>
    /// <param name="sha256">Of the file's bytes.</param>
    /// <returns>false also when <paramref name="publicKey"/> is none we know.</returns>
    public static bool IsBy(string publicKey, ReadOnlySpan<byte> sha256, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (PemEncoding.TryFind(publicKey, out _) && TryImport(ECDsa.Create(), publicKey) is { } curve)
            {
                using (curve) return curve.VerifyHash(sha256, signature, DSASignatureFormat.Rfc3279DerSequence);
            }

            if (TryImport(RSA.Create(), publicKey) is { } rsa)
            {
                using (rsa) return rsa.VerifyHash(sha256, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }
        }
        catch (CryptographicException)
        {
            // a signature that is none is a wrong one
        }

        return false;
    }

    private static T? TryImport<T>(T key, string pem) where T : AsymmetricAlgorithm
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
