using IotLink.Core.Products;

namespace IotLink.Core.Publishing;

/// <summary>What messages are read with. Take <see cref="Current"/> once per message: it never changes, the next one may be another.</summary>
public interface IPlanSource
{
    PlansInForce Current { get; }

    /// <summary>The product's one schema; made when first asked for, the same for every edition.</summary>
    MetricSchema SchemaOf(Devices.ProductId product);
}
