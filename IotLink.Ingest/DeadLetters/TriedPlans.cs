using System.Collections.Concurrent;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.DeadLetters;

/// <summary>What is in force, with another spec for one product and all its devices. Its schemas are its own: nothing of it leaks.</summary>
internal sealed class TriedPlans : IPlanSource
{
    private readonly ConcurrentDictionary<ProductId, MetricSchema> _schemas = new();

    public TriedPlans(DocumentsInForce inForce, DocumentInForce tried) => Current = PlansInForce.Of(
        inForce with { Documents = [.. inForce.Documents.Where(d => d.Key != tried.Key), tried] }, SchemaOf);

    public PlansInForce Current { get; }

    public MetricSchema SchemaOf(ProductId product) => _schemas.GetOrAdd(product, static id => new(id));
}
