using System.Collections.Frozen;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Products;

namespace IotLink.Portal.Features.Devices;

/// <summary>The catalogue's specs as screens need them: the words and units of metrics, and which bytes a value was read from.</summary>
public sealed class ProductSpecs
{
    private readonly FrozenDictionary<ProductId, Lazy<CompiledSpec>> _specs;
    private readonly FrozenDictionary<ProductId, FrozenDictionary<string, MetricSpec>> _metrics;

    public ProductSpecs(IEnumerable<ProductSpec> specs)
    {
        var all = specs.ToArray();
        Products = [.. all.Select(s => s.Product).OrderBy(p => p.Value, StringComparer.Ordinal)];
        _specs = all.ToFrozenDictionary(s => s.Product, s => new Lazy<CompiledSpec>(() => CompiledSpec.Compile(s, new(s.Product))));
        _metrics = all.ToFrozenDictionary(s => s.Product, s => s.Metrics.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal));
    }

    public IReadOnlyList<ProductId> Products { get; }

    /// <summary>What the product's dictionary says of a metric; for an unknown one its bare name.</summary>
    public MetricSpec MetricOf(ProductId product, string name) =>
        _metrics.GetValueOrDefault(product)?.GetValueOrDefault(name) ?? new(name, null, MetricKind.Number, null, null);

    /// <summary>null for a product without a spec: its messages are JSON or CSV already.</summary>
    public CompiledSpec? SpecOf(ProductId product) => _specs.GetValueOrDefault(product)?.Value;

    internal static ProductSpecs FromCatalogue() => new(ProductCatalog.ReadAll().Select(d => d.Spec).OfType<ProductSpec>());
}
