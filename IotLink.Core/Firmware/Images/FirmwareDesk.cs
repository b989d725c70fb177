using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Files;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using Microsoft.Extensions.Options;

namespace IotLink.Core.Firmware.Images;

/// <summary>Firmware files for people. Rights, audit and signals are in here; what a viewer may not see looks the same as what is not there.</summary>
public sealed class FirmwareDesk(
    IImageStore images, IBlobs blobs, IDeviceStore devices, IAuditLog audit, ILiveFeed live, IOptions<FirmwareOptions> options, TimeProvider time)
{
    private const int LongestText = 4000;

    /// <summary>Largest file, in bytes.</summary>
    public long MostBytes => options.Value.MostBytes;

    /// <summary>File name endings that are taken.</summary>
    public IReadOnlyList<string> FileTypes => options.Value.FileTypes;

    /// <summary>Names of the keys that may sign.</summary>
    public IReadOnlyList<string> Keys(Viewer viewer) => viewer.May(Permission.ViewFirmware) ? [.. options.Value.Keys.Keys.Order(StringComparer.Ordinal)] : [];

    /// <summary>Newest upload first.</summary>
    public async Task<IReadOnlyList<ImageRow>> ListAsync(Viewer viewer, ProductId? product, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewFirmware)) return [];
        var found = await images.ListAsync(product, ct);
        if (found.Count == 0) return [];
        var having = (await devices.LoadAsync(ct)).Devices.CountBy(d => (d.Product, d.Firmware)).ToDictionary();
        return [.. found.Select(i => new ImageRow(i, having.GetValueOrDefault((i.Product, i.Version))))];
    }

    public async Task<FirmwareImage?> FindAsync(Viewer viewer, ProductId product, string version, CancellationToken ct) =>
        viewer.May(Permission.ViewFirmware) ? await images.FindAsync(product, version, ct) : null;

    /// <summary>Takes the bytes in as they come. Interrupted or refused, it leaves nothing.</summary>
    public async Task<ImageAnswer> UploadAsync(Viewer viewer, ImageUpload upload, Stream content, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditFirmware)) return No(FirmwareReason.NotAllowed, "Only who operates devices may upload firmware.");
        if (await FaultAsync(upload, ct) is { } fault) return new(null, fault);
        if (await blobs.PutAsync(BlobRoom.Firmware, content, MostBytes, ct) is not { } blob) return No(FirmwareReason.TooLarge, $"At most {MostBytes} bytes.");
        if (blob.Size == 0) return No(FirmwareReason.Empty, "The file has no bytes.");
        var image = new FirmwareImage(upload.Product, upload.Version, blob.Size, blob.Sha256)
        {
            FileName = Cut(Path.GetFileName(upload.FileName)),
            Hardware = upload.Hardware,
            Follows = upload.Follows,
            NotesKo = Cut(upload.NotesKo),
            NotesEn = Cut(upload.NotesEn),
            Uploaded = new(Person.Of(viewer), time.GetUtcNow()),
        };
        if (!await images.AddAsync(image, ct))
        {
            await ForgetAsync(image.Sha256, ct);
            return Taken(upload);
        }

        return await DoneAsync(viewer, "firmware.upload", image, image.Sha256, ct);
    }

    /// <summary>Brings the signature over the file's bytes; it is checked against the trusted key of that name.</summary>
    public async Task<ImageAnswer> SignAsync(Viewer viewer, ProductId product, string version, ReadOnlyMemory<byte> signature, string keyId, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditFirmware)) return No(FirmwareReason.NotAllowed, "Only who operates devices may bring signatures.");
        if (options.Value.PemOf(keyId) is not { } key) return No(FirmwareReason.KeyUnknown, keyId);
        return await StepAsync(viewer, product, version, "firmware.sign", keyId, Signed, ct);

        ImageAnswer Signed(FirmwareImage image, DateTimeOffset now) => ImageSignature.IsBy(key, Convert.FromHexString(image.Sha256), signature.Span)
            ? ImageLife.Verify(image, signature, keyId, Person.Of(viewer), now)
            : No(FirmwareReason.SignatureWrong, $"It is not by {keyId} over these bytes.");
    }

    /// <summary>The second person's yes: from now on campaigns may roll it out.</summary>
    public Task<ImageAnswer> ReleaseAsync(Viewer viewer, ProductId product, string version, CancellationToken ct) =>
        viewer.May(Permission.ApproveFirmware)
            ? StepAsync(viewer, product, version, "firmware.release", "", (image, now) => ImageLife.Release(image, Person.Of(viewer), now), ct)
            : Task.FromResult(No(FirmwareReason.NotAllowed, "Only reviewers and operators may release firmware."));

    /// <summary>Withdraws it: it goes to no device any more, forward or back. Campaigns that roll it out halt.</summary>
    public Task<ImageAnswer> RevokeAsync(Viewer viewer, ProductId product, string version, string why, CancellationToken ct) =>
        viewer.May(Permission.EditFirmware)
            ? StepAsync(viewer, product, version, "firmware.revoke", why, (image, now) => ImageLife.Revoke(image, Person.Of(viewer), Cut(why), now), ct)
            : Task.FromResult(No(FirmwareReason.NotAllowed, "Only who operates devices may withdraw firmware."));

    /// <summary>Forgets a file that was never released, such as a wrong one.</summary>
    public async Task<ImageAnswer> DiscardAsync(Viewer viewer, ProductId product, string version, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditFirmware)) return No(FirmwareReason.NotAllowed, "Only who operates devices may discard firmware.");
        if (await images.DiscardAsync(product, version, ct) is not { } gone) return No(FirmwareReason.NotNow, "It is not there, or was released once.");
        await ForgetAsync(gone.Sha256, ct);
        return await DoneAsync(viewer, "firmware.discard", gone, gone.Sha256, ct);
    }

    private async Task<Refusal?> FaultAsync(ImageUpload upload, CancellationToken ct)
    {
        if (!ImageLife.IsVersion(upload.Version)) return new(FirmwareReason.VersionMalformed, "1 to 40 letters, digits, '.', '_', '+' or '-', beginning with a letter or digit.");
        if (!FileTypes.Any(type => upload.FileName.EndsWith(type, StringComparison.OrdinalIgnoreCase))) return new(FirmwareReason.FileType, string.Join(' ', FileTypes));
        if (!(await devices.LoadAsync(ct)).Devices.Any(d => d.Product == upload.Product)) return new(FirmwareReason.ProductUnknown, upload.Product.Value);
        return await images.FindAsync(upload.Product, upload.Version, ct) is null ? null : Taken(upload).Refusal;
    }

    private async Task<ImageAnswer> StepAsync(
        Viewer viewer, ProductId product, string version, string what, string detail, Func<FirmwareImage, DateTimeOffset, ImageAnswer> step, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        ImageAnswer? answer = null;
        await images.ChangeAsync(product, version, image => (answer = step(image, now)).Image, ct);
        return answer is null ? No(FirmwareReason.NotNow, "There is no such image.")
            : answer.Image is { } done ? await DoneAsync(viewer, what, done, detail, ct)
            : answer;
    }

    private async Task<ImageAnswer> DoneAsync(Viewer viewer, string what, FirmwareImage image, string detail, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, what, $"{image.Product} {image.Version}", detail), ct);
        live.Signal(LiveTopic.Firmware);
        return new(image, null);
    }

    private async Task ForgetAsync(string sha256, CancellationToken ct)
    {
        if (!(await images.ListAsync(null, ct)).Any(i => i.Sha256 == sha256)) await blobs.DeleteAsync(BlobRoom.Firmware, sha256, ct);
    }

    private static ImageAnswer Taken(ImageUpload upload) => No(FirmwareReason.VersionTaken, $"{upload.Product} {upload.Version}");

    private static ImageAnswer No(string code, string detail) => new(null, new(code, detail));

    private static string Cut(string text) => text.Trim() is { Length: > LongestText } tooLong ? tooLong[..LongestText] : text.Trim();
}
