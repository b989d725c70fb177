using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>One edition, held for the length of a message, so that no message is read half with one version and half with the next.</summary>
public sealed class PinnedPlans(IDeviceRegistry registry, IPlanSource source) : ISpecSource
{
    private readonly Dictionary<ProductId, Known> _all = [];

    /// <summary>A message asks many times about the same product.</summary>
    private Known? _known;

    public PlansInForce Plans { get; private set; } = source.Current;

    /// <summary>Goes on to the current edition.</summary>
    public void Pin()
    {
        var current = source.Current;
        if (ReferenceEquals(current, Plans)) return;
        Plans = current;
        _known = null;
    }

    /// <summary>The plan of the reading's product, for the reading's device.</summary>
    public ProductPlan Of(Reading reading)
    {
        var known = Know(reading.Product);
        return known.HasCanary && registry.Find(reading.Device) is { } device ? Plans.Of(reading.Product, device) : known.Published;
    }

    public ProductPlan Of(ProductId product, Device device)
    {
        var known = Know(product);
        return known.HasCanary ? Plans.Of(product, device) : known.Published;
    }

    public CompiledSpec? SpecOf(Device device) => Of(device.Product, device).Spec;

    public MetricSchema SchemaOf(ProductId product) => Know(product).Schema;

    public Device? DeviceOf(DeviceId device) => registry.Find(device);

    private Known Know(ProductId product)
    {
        if (_known is { } last && last.Product == product) return last;
        return _known = _all.TryGetValue(product, out var known) && ReferenceEquals(known.Of, Plans)
            ? known
            : _all[product] = new(Plans, product, Plans.PublishedOf(product), Plans.CanaryOf(product) is not null, source.SchemaOf(product));
    }

    private sealed record Known(PlansInForce Of, ProductId Product, ProductPlan Published, bool HasCanary, MetricSchema Schema);
}
