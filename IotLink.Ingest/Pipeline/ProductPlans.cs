using System.Collections.Concurrent;
using System.Collections.Frozen;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Products;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// The published documents of all products, as the pipeline runs them. A product without documents has an empty plan, so that JSON telemetry
/// of it is taken as it is.
/// </summary>
public sealed class ProductPlans(IDeviceRegistry registry, IReadOnlyDictionary<ProductId, ProductPlan> published) : ISpecSource
{
    private readonly FrozenDictionary<ProductId, ProductPlan> _published = published.ToFrozenDictionary();
    private readonly ConcurrentDictionary<ProductId, ProductPlan> _empty = new();

    public IEnumerable<ProductPlan> Published => _published.Values;

    public ProductPlan Of(ProductId product) =>
        _published.TryGetValue(product, out var plan) ? plan
        : _empty.GetOrAdd(product, static p => new(new(p), null, null, [], null));

    public CompiledSpec? SpecOf(ProductId product) => Of(product).Spec;

    public MetricSchema SchemaOf(ProductId product) => Of(product).Schema;

    public Device? DeviceOf(DeviceId device) => registry.Find(device);
}
