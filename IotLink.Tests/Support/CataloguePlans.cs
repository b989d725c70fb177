using System.Collections.Concurrent;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;

namespace IotLink.Tests.Support;

/// <summary>Plans one gives it: those of the catalogue, or any other documents.</summary>
internal sealed class CataloguePlans : IPlanSource
{
    private readonly ConcurrentDictionary<ProductId, MetricSchema> _schemas = new();

    public CataloguePlans(DocumentsInForce documents) => Current = PlansInForce.Of(documents, SchemaOf);

    public static CataloguePlans None => new(DocumentsInForce.None);

    /// <summary>Each document of the catalogue as its version 1, edition 1.</summary>
    public static CataloguePlans All => new(new(1, [.. ProductCatalog.Documents.Select(d => new DocumentInForce(d.Key, 1, d.Text))]));

    public PlansInForce Current { get; private set; }

    public MetricSchema SchemaOf(ProductId product) => _schemas.GetOrAdd(product, id => new(id));

    public void Publish(DocumentsInForce documents) => Current = PlansInForce.Of(documents, SchemaOf, Current);
}
