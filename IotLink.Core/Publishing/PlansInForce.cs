using System.Collections.Concurrent;
using System.Collections.Frozen;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Core.Publishing;

/// <summary>All documents of one edition, compiled. Immutable, any thread.</summary>
public sealed class PlansInForce
{
    private readonly FrozenDictionary<ProductId, Entry> _products;
    private readonly IReadOnlyList<DocumentInForce> _forAll;
    private readonly Func<ProductId, MetricSchema> _schemas;
    private readonly ConcurrentDictionary<ProductId, ProductPlan> _withoutDocuments = new();

    private PlansInForce(long edition, FrozenDictionary<ProductId, Entry> products, IReadOnlyList<DocumentInForce> forAll, Func<ProductId, MetricSchema> schemas) =>
        (Edition, _products, _forAll, _schemas) = (edition, products, forAll, schemas);

    /// <summary>Kept by every reading, see <see cref="IDocumentStore.LineageAsync"/>.</summary>
    public long Edition { get; }

    /// <summary>Those with documents of their own, sorted.</summary>
    public IEnumerable<ProductId> Products => _products.Keys.OrderBy(p => p.Value, StringComparer.Ordinal);

    /// <summary>What most devices of these products use.</summary>
    public IEnumerable<ProductPlan> Published => _products.Values.Select(p => p.Published);

    /// <summary>Documents that did not compile and are left out.</summary>
    public IEnumerable<FaultyDocument> Faulty => _products.Values.SelectMany(p => p.Faulty).DistinctBy(f => (f.Document.Key, f.Document.Version));

    /// <param name="before">Plans of products whose documents are the same are taken over from here.</param>
    public static PlansInForce Of(DocumentsInForce documents, Func<ProductId, MetricSchema> schemas, PlansInForce? before = null)
    {
        var forAll = documents.Documents.Where(d => d.Key.Product is null).ToList();
        var products = documents.Documents.Where(d => d.Key.Product is not null).GroupBy(d => d.Key.Product!.Value);
        return new(
            documents.Edition,
            products.ToFrozenDictionary(p => p.Key, p => EntryOf(p.Key, [.. forAll, .. p], schemas, before)),
            [.. forAll.Where(d => d.Scope is null)],
            schemas);
    }

    /// <summary>What all devices of the product use that are in no canary.</summary>
    public ProductPlan PublishedOf(ProductId product) =>
        _products.TryGetValue(product, out var entry) ? entry.Published : _withoutDocuments.GetOrAdd(product, static (id, all) => all.Bare(id), this);

    /// <summary>What this device's readings of the product are made with.</summary>
    public ProductPlan Of(ProductId product, Device device) => IsOnCanary(product, device) ? _products[product].Canary! : PublishedOf(product);

    public bool IsOnCanary(ProductId product, Device device) =>
        _products.TryGetValue(product, out var entry) && entry.Canary is not null
        && entry.Documents.Any(d => d.Scope is { } scope && scope.Contains(d.Key, device));

    /// <returns>null when the product has no canary.</returns>
    public ProductPlan? CanaryOf(ProductId product) => _products.GetValueOrDefault(product)?.Canary;

    private static Entry EntryOf(ProductId product, List<DocumentInForce> documents, Func<ProductId, MetricSchema> schemas, PlansInForce? before)
    {
        if (before?._products.GetValueOrDefault(product) is { } same && same.Uses(documents)) return same;
        var schema = schemas(product);
        var published = PlanCompiler.Compile([.. documents.Where(d => d.Scope is null)], schema, out var faulty);
        var canaries = documents.Where(d => d.Scope is not null).ToList();
        if (canaries.Count == 0) return new(documents, published, null, faulty);
        var replaced = canaries.Select(c => c.Key).ToHashSet();
        var canary = PlanCompiler.Compile([.. documents.Where(d => d.Scope is not null || !replaced.Contains(d.Key))], schema, out var more);
        return new(documents, published, canary, [.. faulty, .. more]);
    }

    private ProductPlan Bare(ProductId product) => PlanCompiler.Compile(_forAll, _schemas(product), out _);

    private sealed record Entry(
        IReadOnlyList<DocumentInForce> Documents, ProductPlan Published, ProductPlan? Canary, IReadOnlyList<FaultyDocument> Faulty)
    {
        /// <summary>A version's text never changes; who is in a canary is looked at anew.</summary>
        public bool Uses(IReadOnlyList<DocumentInForce> documents) =>
            documents.All(d => d.Scope is null) && documents.Select(Name).SequenceEqual(Documents.Select(Name));

        private static (DocumentKey, int, bool) Name(DocumentInForce document) => (document.Key, document.Version, document.Scope is null);
    }
}
