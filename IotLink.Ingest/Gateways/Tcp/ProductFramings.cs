using IotLink.Core.Devices;
using IotLink.Core.Products.Framing;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>How the bytes of each product that speaks raw TCP become frames, as it is published at this moment.</summary>
public sealed class ProductFramings
{
    private readonly Func<IEnumerable<ProductId>> _products;
    private readonly Func<ProductId, DeviceId, FramingSpec?> _find;

    public ProductFramings(IPlanSource plans, IDeviceRegistry registry)
    {
        _products = () => plans.Current.Products.Where(p => plans.Current.PublishedOf(p).Spec?.Spec.Framing is not null);
        _find = (product, device) =>
            (device != default && registry.Find(device) is { } known ? plans.Current.Of(product, known) : plans.Current.PublishedOf(product)).Spec?.Spec.Framing;
    }

    /// <summary>Framings that stay as they are.</summary>
    public ProductFramings(IReadOnlyDictionary<ProductId, FramingSpec> framings) =>
        (_products, _find) = (() => framings.Keys, (product, _) => framings.GetValueOrDefault(product));

    public IEnumerable<ProductId> Products => _products();

    /// <param name="device">default before it is known; a device on canary may be framed by another version.</param>
    public FramingSpec? Find(ProductId product, DeviceId device = default) => _find(product, device);
}
