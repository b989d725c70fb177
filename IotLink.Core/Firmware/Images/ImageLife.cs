using IotLink.Core.Documents;

namespace IotLink.Core.Firmware.Images;

/// <summary>Uploaded, verified, released, revoked: who may do what when. Pure.</summary>
public static class ImageLife
{
    /// <param name="signature">Checked already.</param>
    public static ImageAnswer Verify(FirmwareImage image, ReadOnlyMemory<byte> signature, string keyId, Person by, DateTimeOffset now) =>
        image.State is not (ImageState.Uploaded or ImageState.Verified)
            ? NotNow(image)
            : new(image with { State = ImageState.Verified, Signature = signature, KeyId = keyId, Verified = new(by, now) }, null);

    /// <summary>Two people stand for what goes out: not who brought the bytes.</summary>
    public static ImageAnswer Release(FirmwareImage image, Person by, DateTimeOffset now) =>
        image.State != ImageState.Verified ? NotNow(image)
        : image.Uploaded?.By.UserId == by.UserId ? new(null, new(FirmwareReason.OwnApproval, "Somebody else than the uploader has to release it."))
        : new(image with { State = ImageState.Released, Released = new(by, now) }, null);

    public static ImageAnswer Revoke(FirmwareImage image, Person by, string why, DateTimeOffset now) =>
        image.State == ImageState.Revoked ? NotNow(image) : new(image with { State = ImageState.Revoked, Revoked = new(by, now, why) }, null);

    /// <summary>A version as devices report it.</summary>
    public static bool IsVersion(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-') && char.IsAsciiLetterOrDigit(text[0]);

    private static ImageAnswer NotNow(FirmwareImage image) => new(null, new(FirmwareReason.NotNow, $"The image is {image.State}."));
}
