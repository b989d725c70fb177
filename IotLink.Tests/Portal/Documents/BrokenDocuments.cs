using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Tests.Portal.Documents;

/// <summary>A store that is down.</summary>
internal sealed class BrokenDocuments : IDocumentStore
{
    public Task<long> EditionAsync(CancellationToken ct) => throw new IOException("down");

    public Task<DocumentsInForce> InForceAsync(CancellationToken ct) => throw new IOException("down");

    public Task<IReadOnlyList<RegisteredDocument>> ListAsync(ProductId? product, CancellationToken ct) => throw new IOException("down");

    public Task<RegisteredDocument?> FindAsync(DocumentKey key, CancellationToken ct) => throw new IOException("down");

    public Task<string?> TextAsync(DocumentKey key, int version, CancellationToken ct) => throw new IOException("down");

    public Task<IReadOnlyList<DocumentEvent>> EventsAsync(DocumentKey key, CancellationToken ct) => throw new IOException("down");

    public Task<IReadOnlyList<DocumentLineage>> LineageAsync(ProductId product, long edition, CancellationToken ct) => throw new IOException("down");

    public Task<bool> SaveAsync(RegisteredDocument document, DocumentEvent? happened, string? newText, CancellationToken ct) => throw new IOException("down");
}
