using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Publishing;

namespace IotLink.Portal.Features.Devices;

/// <summary>The published specs as screens need them: the words and units of metrics, and which bytes a value was read from.</summary>
public sealed class ProductSpecs(IPlanSource plans)
{
    private readonly ConditionalWeakTable<CompiledSpec, FrozenDictionary<string, MetricSpec>> _metrics = [];

    /// <summary>Those with documents of their own, sorted.</summary>
    public IReadOnlyList<ProductId> Products => [.. plans.Current.Products];

    /// <summary>What the product's dictionary says of a metric; for an unknown one its bare name.</summary>
    public MetricSpec MetricOf(ProductId product, string name) =>
        SpecOf(product) is { } spec && _metrics.GetValue(spec, MetricsOf).TryGetValue(name, out var metric) ? metric : new(name, null, MetricKind.Number, null, null);

    /// <summary>null for a product without a spec: its messages are JSON or CSV already.</summary>
    public CompiledSpec? SpecOf(ProductId product) => plans.Current.PublishedOf(product).Spec;

    /// <summary>The metrics a rule may look at, by name; those seen so far for a product without a spec.</summary>
    public IReadOnlyList<string> MetricNames(ProductId product)
    {
        var plan = plans.Current.PublishedOf(product);
        if (plan.Spec is { } spec && spec.Spec.Metrics.Count > 0) return [.. spec.Spec.Metrics.Select(m => m.Name).Distinct().Order(StringComparer.Ordinal)];
        return [.. Enumerable.Range(0, plan.Schema.Count).Select(plan.Schema.NameOf).Order(StringComparer.Ordinal)];
    }

    private static FrozenDictionary<string, MetricSpec> MetricsOf(CompiledSpec spec) =>
        spec.Spec.Metrics.DistinctBy(m => m.Name).ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);
}
