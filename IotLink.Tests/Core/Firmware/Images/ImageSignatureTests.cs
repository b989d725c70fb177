using System.Security.Cryptography;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Images;

namespace IotLink.Tests.Core.Firmware.Images;

public sealed class ImageSignatureTests
{
    private static readonly byte[] Image = RandomNumberGenerator.GetBytes(4096);
    private static readonly byte[] Hash = SHA256.HashData(Image);

    [Fact]
    public void A_file_signed_by_the_key_is_accepted_and_any_flipped_bit_is_not()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Check(curve.ExportSubjectPublicKeyInfoPem(), curve.SignData(Image, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Check(rsa.ExportSubjectPublicKeyInfoPem(), rsa.SignData(Image, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        static void Check(string key, byte[] signature)
        {
            Assert.True(ImageSignature.IsBy(key, Hash, signature));
            for (var i = 0; i < signature.Length; i++)
            {
                var wrong = signature.ToArray();
                wrong[i] ^= 0x10;
                Assert.False(ImageSignature.IsBy(key, Hash, wrong), $"byte {i}");
            }

            Assert.False(ImageSignature.IsBy(key, SHA256.HashData([1]), signature));
            Assert.False(ImageSignature.IsBy(key, Hash, []));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_key_has_signed_nothing(string key) => Assert.False(ImageSignature.IsBy(key, Hash, [1, 2, 3]));

    [Fact]
    public void An_image_suits_the_hardware_and_versions_it_names()
    {
        var image = new FirmwareImage(ProductId.Parse("prod-a", null), "1.4.2", 1, new('0', 64));
        Assert.True(image.Suits(null, null));
        Assert.True((image with { Hardware = ["rev-c"] }).Suits("rev-c", null));
        Assert.False((image with { Hardware = ["rev-c"] }).Suits(null, "1.4.1"));
        Assert.False((image with { Follows = ["1.4.1"] }).Suits("rev-c", "1.3.0"));
    }
}
