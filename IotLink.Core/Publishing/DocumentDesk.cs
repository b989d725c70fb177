using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Publishing;

/// <summary>
/// What pages and the command line read of documents. The right is checked here: the lab sees everything, service only what is published,
/// and what a viewer may not see looks the same as what is not there. Changes go through <see cref="DocumentSteps"/>.
/// </summary>
public sealed class DocumentDesk(IDocumentStore store)
{
    /// <summary>In the order of the keys; of one product, or null for all.</summary>
    public async Task<IReadOnlyList<RegisteredDocument>> ListAsync(Viewer viewer, ProductId? product, CancellationToken ct)
    {
        if (!MaySee(viewer)) return [];
        var all = await store.ListAsync(product, ct);
        return [.. all.Select(d => Shown(viewer, d)).OfType<RegisteredDocument>()];
    }

    /// <returns>null when there is no such document for this viewer.</returns>
    public async Task<RegisteredDocument?> FindAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        MaySee(viewer) && await store.FindAsync(key, ct) is { } document ? Shown(viewer, document) : null;

    /// <returns>The version's text; null when there is none for this viewer.</returns>
    public async Task<string?> TextAsync(Viewer viewer, DocumentKey key, int version, CancellationToken ct) =>
        await FindAsync(viewer, key, ct) is { } document && document.Versions.Any(v => v.Number == version) ? await store.TextAsync(key, version, ct) : null;

    /// <summary>The published text; null when nothing is.</summary>
    public async Task<string?> PublishedTextAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        await FindAsync(viewer, key, ct) is { Published: { } version } ? await store.TextAsync(key, version.Number, ct) : null;

    /// <summary>What happened to it, oldest first.</summary>
    public async Task<IReadOnlyList<DocumentEvent>> EventsAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        viewer.May(Permission.ViewDocuments) ? await store.EventsAsync(key, ct) : [];

    /// <summary>What changed between two versions, or with null for <paramref name="after"/> between a version and the draft. Version 0 is empty.</summary>
    /// <returns>null when either is not there for this viewer.</returns>
    public async Task<IReadOnlyList<DiffLine>?> DiffAsync(Viewer viewer, DocumentKey key, int before, int? after, CancellationToken ct)
    {
        if (await FindAsync(viewer, key, ct) is not { } document) return null;
        var older = before == 0 ? "" : await TextAsync(viewer, key, before, ct);
        var newer = after is { } version ? await TextAsync(viewer, key, version, ct) : document.Draft?.Text;
        return older is null || newer is null ? null : LineDiff.Between(older, newer);
    }

    /// <summary>Checks a text, registered or not, beside the product's other documents.</summary>
    /// <returns>null when the viewer may not see documents.</returns>
    public async Task<DocumentCheckup?> CheckAsync(Viewer viewer, DocumentKey key, string text, CancellationToken ct) =>
        viewer.May(Permission.ViewDocuments) ? DocumentChecks.Run(key, DocumentText.Normalize(text), (await store.InForceAsync(ct)).Documents) : null;

    /// <summary>Which versions made a stored reading; empty for one from before there were editions.</summary>
    public async Task<IReadOnlyList<DocumentLineage>> LineageAsync(Viewer viewer, ProductId product, long edition, CancellationToken ct) =>
        MaySee(viewer) && edition > 0 ? await store.LineageAsync(product, edition, ct) : [];

    /// <summary>
    /// The text of a spec's version that made stored readings, replaced or not: who may see what is published may see what a reading was made with.
    /// </summary>
    /// <returns>null when it is not registered, or not the viewer's to see.</returns>
    public async Task<string?> ReadingSpecAsync(Viewer viewer, ProductId product, int version, CancellationToken ct) =>
        MaySee(viewer) && version > 0 ? await store.TextAsync(DocumentKey.SpecOf(product), version, ct) : null;

    private static bool MaySee(Viewer viewer) => viewer.May(Permission.ViewDocuments) || viewer.May(Permission.ViewPublishedDocuments);

    private static RegisteredDocument? Shown(Viewer viewer, RegisteredDocument document)
    {
        if (viewer.May(Permission.ViewDocuments)) return document;
        var published = document.Versions.Where(v => v.State is VersionState.Published).ToList();
        return published.Count == 0 ? null : document with { Draft = null, Versions = published, CanaryScope = null };
    }
}
