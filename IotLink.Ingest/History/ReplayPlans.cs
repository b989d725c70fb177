using System.Collections.Concurrent;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Publishing;

namespace IotLink.Ingest.History;

/// <summary>The documents of one replay, compiled. On schemas of their own: names that only a draft knows stay out of the live ones.</summary>
public sealed class ReplayPlans : IPlanSource
{
    private readonly ConcurrentDictionary<ProductId, MetricSchema> _schemas = new();

    public ReplayPlans(ProductId product, DocumentsInForce documents)
    {
        Product = product;
        Current = PlansInForce.Of(documents, SchemaOf);
        Hash = ReplayBasis.HashOf(documents.Documents
            .Where(d => d.Key.Product is null || d.Key.Product == product)
            .OrderBy(d => d.Key, DocumentKey.Order).SelectMany(d => new[] { d.Key.ToString(), d.Text }));
    }

    public ProductId Product { get; }

    public PlansInForce Current { get; }

    /// <summary>Of the texts the product's messages are read with.</summary>
    public string Hash { get; }

    public MetricSchema SchemaOf(ProductId product) => _schemas.GetOrAdd(product, static p => new(p));
}
