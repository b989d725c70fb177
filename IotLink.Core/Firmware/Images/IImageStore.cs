using IotLink.Core.Devices;

namespace IotLink.Core.Firmware.Images;

/// <summary>What is known of firmware files. Every method is one transaction.</summary>
public interface IImageStore
{
    /// <returns>false when the product has this version already.</returns>
    Task<bool> AddAsync(FirmwareImage image, CancellationToken ct);

    Task<FirmwareImage?> FindAsync(ProductId product, string version, CancellationToken ct);

    /// <summary>Newest upload first.</summary>
    /// <param name="product">null: of all.</param>
    Task<IReadOnlyList<FirmwareImage>> ListAsync(ProductId? product, CancellationToken ct);

    /// <param name="change">null: leave it; when another was quicker it is called again with the newer image.</param>
    /// <returns>The image from now on; null when it is not there or was left.</returns>
    Task<FirmwareImage?> ChangeAsync(ProductId product, string version, Func<FirmwareImage, FirmwareImage?> change, CancellationToken ct);

    /// <summary>Forgets an image that was never released.</summary>
    /// <returns>What it was; null when it is not there, or was released once.</returns>
    Task<FirmwareImage?> DiscardAsync(ProductId product, string version, CancellationToken ct);
}
