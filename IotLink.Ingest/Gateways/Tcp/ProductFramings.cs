using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Products.Framing;

namespace IotLink.Ingest.Gateways.Tcp;

/// <summary>How the bytes of each product that speaks raw TCP become frames.</summary>
public sealed class ProductFramings(IReadOnlyDictionary<ProductId, FramingSpec> framings)
{
    public IEnumerable<ProductId> Products => framings.Keys;

    public static ProductFramings OfCatalog()
    {
        var framings = new Dictionary<ProductId, FramingSpec>();
        foreach (var document in ProductCatalog.ReadAll())
        {
            if (document.Spec is { Framing: { } framing } spec) framings[spec.Product] = framing;
        }

        return new(framings);
    }

    public FramingSpec? Find(ProductId product) => framings.GetValueOrDefault(product);
}
