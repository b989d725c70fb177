using IotLink.Core.Devices;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion;

/// <summary>What the converter needs to know about products and devices, from memory.</summary>
public interface ISpecSource
{
    /// <summary>What the device's bytes are read with: devices of one product may differ while a new version is tried on some.</summary>
    /// <returns>null when nothing is published for its product.</returns>
    CompiledSpec? SpecOf(Device device);

    /// <summary>The product's one schema; made when first asked for.</summary>
    MetricSchema SchemaOf(ProductId product);

    Device? DeviceOf(DeviceId device);
}
