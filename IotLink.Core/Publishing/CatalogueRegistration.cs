using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Core.Publishing;

/// <summary>
/// Registers the documents IotLink comes with. Done at every start, it changes nothing once they are there; hosts that start together may
/// both do it.
/// </summary>
public sealed class CatalogueRegistration(IDocumentStore store, TimeProvider time)
{
    public async Task RegisterAsync(CancellationToken ct)
    {
        var known = (await store.ListAsync(null, ct)).ToDictionary(d => d.Key);
        foreach (var (key, text) in ProductCatalog.Documents)
        {
            for (var current = known.GetValueOrDefault(key); DocumentLife.FromCatalogue(current, key, text, time.GetUtcNow()) is { Document: { } after } step;)
            {
                if (await store.SaveAsync(after, step.Event, text, ct)) break;
                current = await store.FindAsync(key, ct);
            }
        }
    }
}
