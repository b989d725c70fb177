using System.Text.Json;
using IotLink.Core.Firmware.Images;

namespace IotLink.Core.Adapters.Relational;

internal sealed class FirmwareImageEntity
{
    public required string ProductId { get; set; }

    public required string Version { get; set; }

    public DateTimeOffset UploadedAt { get; set; }

    /// <summary>Once released, an image stays in the books.</summary>
    public bool WasReleased { get; set; }

    /// <summary>Two writers that read the same revision cannot both win.</summary>
    public long Revision { get; set; }

    public required string Body { get; set; }

    public static FirmwareImageEntity Of(FirmwareImage image)
    {
        var entity = new FirmwareImageEntity { ProductId = image.Product.Value, Version = image.Version, UploadedAt = image.Uploaded?.At ?? DateTimeOffset.UnixEpoch, Body = "" };
        entity.Take(image);
        return entity;
    }

    public void Take(FirmwareImage image) =>
        (WasReleased, Revision, Body) = (WasReleased || image.Released is not null, Revision + 1, JsonSerializer.Serialize(image, FirmwareJson.Options));

    public FirmwareImage ToImage() => JsonSerializer.Deserialize<FirmwareImage>(Body, FirmwareJson.Options)!;
}
