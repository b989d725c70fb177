using IotLink.Core.Devices;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion;

/// <summary>One spec to try out: nothing else is published, and every device a message names is of its product and hangs under the sender.</summary>
public sealed class SingleSpec(CompiledSpec spec, Device sender) : ISpecSource
{
    public CompiledSpec SpecOf(Device device) => spec;

    public MetricSchema SchemaOf(ProductId product) => spec.Schema;

    public Device DeviceOf(DeviceId device) => device == sender.Id ? sender : new(device, spec.Spec.Product, "") { Hub = sender.Id };
}
