using IotLink.Core.Devices;
using IotLink.Core.Firmware.Images;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ImageStore(RelationalDatabase database) : IImageStore
{
    public Task<bool> AddAsync(FirmwareImage image, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await FindAsync(db, image.Product, image.Version, ct) is not null) return false;
            db.FirmwareImages.Add(FirmwareImageEntity.Of(image));
            return true;
        },
        ct);

    public Task<FirmwareImage?> FindAsync(ProductId product, string version, CancellationToken ct) =>
        database.ReadLatestAsync(async db => (await FindAsync(db, product, version, ct))?.ToImage(), ct);

    public Task<IReadOnlyList<FirmwareImage>> ListAsync(ProductId? product, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<FirmwareImage>>(
        async db =>
        {
            var images = product is { } one ? db.FirmwareImages.Where(i => i.ProductId == one.Value) : db.FirmwareImages;
            return [.. (await images.OrderByDescending(i => i.UploadedAt).ThenBy(i => i.ProductId).ThenByDescending(i => i.Version).ToListAsync(ct)).Select(i => i.ToImage())];
        },
        ct);

    public Task<FirmwareImage?> ChangeAsync(ProductId product, string version, Func<FirmwareImage, FirmwareImage?> change, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await FindAsync(db, product, version, ct) is not { } entity || change(entity.ToImage()) is not { } image) return null;
            entity.Take(image);
            return image;
        },
        ct);

    public Task<FirmwareImage?> DiscardAsync(ProductId product, string version, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            if (await FindAsync(db, product, version, ct) is not { WasReleased: false } entity) return null;
            db.FirmwareImages.Remove(entity);
            return entity.ToImage();
        },
        ct);

    private static Task<FirmwareImageEntity?> FindAsync(IotLinkDb db, ProductId product, string version, CancellationToken ct) =>
        db.FirmwareImages.FirstOrDefaultAsync(i => i.ProductId == product.Value && i.Version == version, ct);
}
