using System.Collections.Concurrent;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Health;
using IotLink.Core.Products;

namespace IotLink.Core.Publishing;

/// <summary>
/// The published documents, compiled, in step with the store. A document that does not compile is replaced by the newest earlier version of
/// it that does, which every host finds alike, also after a restart; the system page says so.
/// </summary>
public sealed class PublishedPlans : IPlanSource, IPart, IDisposable
{
    private const string Part = "documents";

    private readonly IDocumentStore _store;
    private readonly ConcurrentDictionary<ProductId, MetricSchema> _schemas = new();
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile PlansInForce _current;
    private volatile PartStatus _status = new(Part, PartState.Degraded, "Not read yet.");

    public PublishedPlans(IDocumentStore store) => (_store, _current) = (store, PlansInForce.Of(DocumentsInForce.None, SchemaOf));

    public PlansInForce Current => _current;

    public PartStatus Status => _status;

    public MetricSchema SchemaOf(ProductId product) => _schemas.GetOrAdd(product, static id => new(id));

    /// <summary>Reads what is in force, if it has changed; readers see the whole of it at once.</summary>
    /// <returns>Whether there is a new edition.</returns>
    public async Task<bool> RefreshAsync(CancellationToken ct)
    {
        await _refreshing.WaitAsync(ct);
        try
        {
            var before = _current;
            if (before.Edition > 0 && await _store.EditionAsync(ct) == before.Edition) return false;
            var documents = await _store.InForceAsync(ct);
            var replaced = new List<string>();
            var plans = PlansInForce.Of(documents, SchemaOf, before);
            while (plans.Faulty.ToList() is { Count: > 0 } faulty)
            {
                documents = await WithoutAsync(documents, faulty, replaced, ct);
                plans = PlansInForce.Of(documents, SchemaOf, before);
            }

            _current = plans;
            _status = replaced.Count == 0
                ? new(Part, PartState.Ok, $"Edition {plans.Edition}, {documents.Documents.Count} documents.")
                : new(Part, PartState.Degraded, $"Edition {plans.Edition}; {string.Join(' ', replaced)}");
            return true;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task<DocumentsInForce> WithoutAsync(
        DocumentsInForce documents, IReadOnlyList<FaultyDocument> faulty, List<string> replaced, CancellationToken ct)
    {
        var left = documents.Documents.ToList();
        foreach (var (document, faults) in faulty)
        {
            var earlier = document.Scope is null ? await EarlierAsync(document, ct) : null;
            var place = left.FindIndex(d => d.Key == document.Key && d.Version == document.Version);
            if (earlier is null) left.RemoveAt(place);
            else left[place] = earlier;
            replaced.Add($"{document.Key} version {document.Version} does not compile ({faults[0]}), {(earlier is null ? "it is left out" : $"version {earlier.Version} is used")}.");
        }

        return documents with { Documents = left };
    }

    /// <summary>The newest version before this one that was once published for all.</summary>
    private async Task<DocumentInForce?> EarlierAsync(DocumentInForce document, CancellationToken ct)
    {
        var registered = await _store.FindAsync(document.Key, ct);
        var earlier = registered?.Versions.LastOrDefault(v => v.Number < document.Version && v.PublishedFrom is not null);
        return earlier is not null && await _store.TextAsync(document.Key, earlier.Number, ct) is { } text
            ? new(document.Key, earlier.Number, text)
            : null;
    }
}
