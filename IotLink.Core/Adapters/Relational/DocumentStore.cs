using IotLink.Core.Devices;
using IotLink.Core.Documents;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DocumentStore(RelationalDatabase database) : IDocumentStore
{
    public Task<long> EditionAsync(CancellationToken ct) => database.ReadLatestAsync(db => EditionAsync(db, ct), ct);

    public Task<DocumentsInForce> InForceAsync(CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            // The edition first: what changes meanwhile is then newer than the edition says, and loaded again. The rest is one statement.
            var edition = await EditionAsync(db, ct);
            var rows = await (
                from version in db.DocumentVersions
                where version.State == VersionState.Canary || version.State == VersionState.Published
                join document in db.Documents on version.DocumentId equals document.Id
                join text in db.DocumentTexts on version.Hash equals text.Hash
                select new { document.Id, version.Number, version.State, document.CanaryScope, text.Text }).ToListAsync(ct);
            var inForce = rows.Select(r => new DocumentInForce(
                DocumentKey.Parse(r.Id, null), r.Number, r.Text, r.State == VersionState.Canary ? DocumentEntity.ScopeOf(r.CanaryScope) : null));
            return new DocumentsInForce(edition, [.. inForce.OrderBy(d => d.Key, DocumentKey.Order).ThenBy(d => d.Version)]);
        },
        ct);

    public Task<IReadOnlyList<RegisteredDocument>> ListAsync(ProductId? product, CancellationToken ct) =>
        database.ReadLatestAsync<IReadOnlyList<RegisteredDocument>>(
            async db =>
            {
                var name = product?.Value;
                var documents = await db.Documents.Where(d => name == null || d.ProductId == name).ToListAsync(ct);
                var ids = documents.Select(d => d.Id).ToList();
                var versions = (await db.DocumentVersions.Where(v => name == null || EF.Parameter(ids).Contains(v.DocumentId)).ToListAsync(ct))
                    .ToLookup(v => v.DocumentId);
                return [.. documents.Select(d => d.ToDocument(versions[d.Id])).OrderBy(d => d.Key, DocumentKey.Order)];
            },
            ct);

    public Task<RegisteredDocument?> FindAsync(DocumentKey key, CancellationToken ct) => database.ReadLatestAsync(
        async db =>
        {
            var id = key.ToString();
            if (await db.Documents.FirstOrDefaultAsync(d => d.Id == id, ct) is not { } document) return null;
            return document.ToDocument(await db.DocumentVersions.Where(v => v.DocumentId == id).ToListAsync(ct));
        },
        ct);

    public Task<string?> TextAsync(DocumentKey key, int version, CancellationToken ct) => database.ReadLatestAsync(
        db =>
        {
            var id = key.ToString();
            return db.DocumentVersions.Where(v => v.DocumentId == id && v.Number == version)
                .Join(db.DocumentTexts, v => v.Hash, t => t.Hash, (_, t) => t.Text).FirstOrDefaultAsync(ct);
        },
        ct);

    public Task<IReadOnlyList<DocumentEvent>> EventsAsync(DocumentKey key, CancellationToken ct) => database.ReadAsync<IReadOnlyList<DocumentEvent>>(
        async db =>
        {
            var id = key.ToString();
            return [.. (await db.DocumentEvents.Where(e => e.DocumentId == id).OrderBy(e => e.Id).ToListAsync(ct)).Select(e => e.ToEvent())];
        },
        ct);

    public Task<IReadOnlyList<DocumentLineage>> LineageAsync(ProductId product, long edition, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<DocumentLineage>>(
            async db =>
            {
                var rows = await (
                    from version in db.DocumentVersions
                    where (version.CanaryFrom <= edition || version.PublishedFrom <= edition) && (version.EndedIn == null || version.EndedIn > edition)
                    join document in db.Documents on version.DocumentId equals document.Id
                    where document.ProductId == null || document.ProductId == product.Value
                    select new { document.Id, version.Number, version.PublishedFrom }).ToListAsync(ct);
                var lineage = rows.Select(r => new DocumentLineage(DocumentKey.Parse(r.Id, null), r.Number, r.PublishedFrom is null || r.PublishedFrom > edition));
                return [.. lineage.OrderBy(l => l.Key, DocumentKey.Order).ThenBy(l => l.Version)];
            },
            ct);

    public Task<bool> SaveAsync(RegisteredDocument document, DocumentEvent? happened, string? newText, CancellationToken ct) =>
        database.WriteAsync(db => SaveAsync(db, document, happened, newText, ct), ct);

    private static async Task<bool> SaveAsync(IotLinkDb db, RegisteredDocument document, DocumentEvent? happened, string? newText, CancellationToken ct)
    {
        var id = document.Key.ToString();
        var row = await db.Documents.FindAsync([id], ct);
        if ((row?.Revision ?? 0) != document.Revision) return false;
        if (row is null) db.Documents.Add(row = new() { Id = id });
        row.Take(document);
        row.Revision++;
        if (happened is not null) db.DocumentEvents.Add(DocumentEventEntity.Of(happened));
        await KeepAsync(db, newText, ct);
        await MoveAsync(db, document, ct);
        return true;
    }

    private static async Task KeepAsync(IotLinkDb db, string? text, CancellationToken ct)
    {
        if (text is null) return;
        var hash = DocumentText.HashOf(text);
        if (await db.DocumentTexts.FindAsync([hash], ct) is null) db.DocumentTexts.Add(new() { Hash = hash, Text = DocumentText.Normalize(text) });
    }

    /// <summary>Carries the versions' states over. Only when one of them moved there is a new edition.</summary>
    private static async Task MoveAsync(IotLinkDb db, RegisteredDocument document, CancellationToken ct)
    {
        var id = document.Key.ToString();
        var there = await db.DocumentVersions.Where(v => v.DocumentId == id).ToDictionaryAsync(v => v.Number, ct);
        var moved = document.Versions.Where(v => there.GetValueOrDefault(v.Number)?.State != v.State).ToList();
        if (moved.Count == 0) return;
        await db.SaveChangesAsync(ct);
        await db.Counters.Where(c => c.Name == CounterEntity.Documents).ExecuteUpdateAsync(set => set.SetProperty(c => c.Value, c => c.Value + 1), ct);
        var edition = await EditionAsync(db, ct);
        foreach (var version in moved)
        {
            if (!there.TryGetValue(version.Number, out var entity)) db.DocumentVersions.Add(entity = DocumentVersionEntity.Of(document.Key, version));
            entity.Move(version, edition);
        }
    }

    private static Task<long> EditionAsync(IotLinkDb db, CancellationToken ct) =>
        db.Counters.Where(c => c.Name == CounterEntity.Documents).Select(c => c.Value).SingleAsync(ct);
}
