using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Products;

namespace IotLink.Ingest.History;

/// <summary>What a replay decodes with: the documents in force, and in their place those the replay brings. Canaries are left out.</summary>
public sealed class ReplayDocuments(IDocumentStore documents)
{
    /// <exception cref="ReplayRefusedException">The documents do not go together; all faults are named.</exception>
    public async Task<ReplayPlans> CompileAsync(ReplayRequest request, CancellationToken ct)
    {
        var product = request.Product;
        var (edition, all) = await InForceAsync(product, ct);
        Replace(DocumentKind.Spec, [request.Spec]);
        if (request.Contract is { } contract) Replace(DocumentKind.Contract, [contract]);
        if (request.Formulas is { } formulas) Replace(DocumentKind.Formula, formulas);
        var plans = new ReplayPlans(product, new(edition, all));
        var faults = plans.Current.Faulty.Where(f => f.Document.Key.Product == product).SelectMany(f => f.Faults.Select(fault => $"{f.Document.Key}: {fault}")).Take(10).ToList();
        return faults.Count == 0 ? plans : throw new ReplayRefusedException("history.documents", string.Join(' ', faults));

        void Replace(DocumentKind kind, IReadOnlyList<string> texts)
        {
            all.RemoveAll(d => d.Key.Kind == kind && d.Key.Product == product);
            all.AddRange(texts.Select((text, i) => new DocumentInForce(new(kind, product, i == 0 ? DocumentKey.Only : $"replay-{i}"), VersionOf(kind, text), text)));
        }

        int VersionOf(DocumentKind kind, string text) =>
            kind != DocumentKind.Spec ? 1 : request.Version ?? SpecDocument.Read(text).Spec?.Version ?? 1;
    }

    /// <summary>What turns a product's messages into readings today; its rules are left out.</summary>
    public async Task<ReplayPlans> ReadingAsync(ProductId product, CancellationToken ct)
    {
        var (edition, all) = await InForceAsync(product, ct);
        return new(product, new(edition, [.. all.Where(d => d.Key.Kind != DocumentKind.Rule)]));
    }

    private async Task<(long Edition, List<DocumentInForce> All)> InForceAsync(ProductId product, CancellationToken ct)
    {
        var inForce = await documents.InForceAsync(ct);
        var all = inForce.Documents.Where(d => d.Scope is null).ToList();
        // As long as nothing is registered for a product, what IotLink brings along is in force.
        if (!all.Exists(d => d.Key.Product == product)) all.AddRange(ProductCatalog.Documents.Where(d => d.Key.Product == product).Select(d => new DocumentInForce(d.Key, 1, d.Text)));
        return (inForce.Edition, all);
    }
}
