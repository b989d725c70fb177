using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>One edition, held for the length of a message, so that no message is read half with one version and half with the next.</summary>
public sealed class PinnedPlans(IDeviceRegistry registry, IPlanSource source) : ISpecSource
{
    public PlansInForce Plans { get; private set; } = source.Current;

    /// <summary>Goes on to the current edition.</summary>
    public void Pin() => Plans = source.Current;

    /// <summary>The plan of the reading's product, for the reading's device.</summary>
    public ProductPlan Of(Reading reading) =>
        Plans.CanaryOf(reading.Product) is not null && registry.Find(reading.Device) is { } device
            ? Plans.Of(reading.Product, device)
            : Plans.PublishedOf(reading.Product);

    public CompiledSpec? SpecOf(Device device) => Plans.Of(device.Product, device).Spec;

    public MetricSchema SchemaOf(ProductId product) => source.SchemaOf(product);

    public Device? DeviceOf(DeviceId device) => registry.Find(device);
}
