using IotLink.Core.Devices;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion;

/// <summary>What the converter needs to know about products and devices, from memory.</summary>
public interface ISpecSource
{
    /// <returns>null when nothing is published for the product.</returns>
    CompiledSpec? SpecOf(ProductId product);

    /// <summary>The product's one schema; made when first asked for.</summary>
    MetricSchema SchemaOf(ProductId product);

    Device? DeviceOf(DeviceId device);
}
