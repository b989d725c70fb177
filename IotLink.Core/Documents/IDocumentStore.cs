using IotLink.Core.Devices;

namespace IotLink.Core.Documents;

/// <summary>The registered documents with all their versions. Relational; every method is one transaction. It decides nothing: see <see cref="DocumentLife"/>.</summary>
public interface IDocumentStore
{
    /// <summary>The current edition: grows with every change of what is in force. Cheap, to be asked often.</summary>
    Task<long> EditionAsync(CancellationToken ct);

    /// <summary>What is in force now, in the order of the keys, never older than the edition it names.</summary>
    Task<DocumentsInForce> InForceAsync(CancellationToken ct);

    /// <summary>In the order of the keys; of one product, or null for all.</summary>
    Task<IReadOnlyList<RegisteredDocument>> ListAsync(ProductId? product, CancellationToken ct);

    /// <summary>Never behind: a decision rests on it.</summary>
    Task<RegisteredDocument?> FindAsync(DocumentKey key, CancellationToken ct);

    /// <returns>The version's text; null when there is no such version.</returns>
    Task<string?> TextAsync(DocumentKey key, int version, CancellationToken ct);

    /// <summary>What happened to it, oldest first.</summary>
    Task<IReadOnlyList<DocumentEvent>> EventsAsync(DocumentKey key, CancellationToken ct);

    /// <summary>
    /// Which versions were in force for a product in an edition, in the order of the keys, those for all products included. This is how a
    /// stored reading is traced to the documents that made it.
    /// </summary>
    Task<IReadOnlyList<DocumentLineage>> LineageAsync(ProductId product, long edition, CancellationToken ct);

    /// <summary>
    /// Stores the document and what happened, and counts the edition up when what is in force changes.
    /// </summary>
    /// <param name="document">With the <see cref="RegisteredDocument.Revision"/> it was read with; 0 for a new one.</param>
    /// <param name="newText">Text of a version that was not there before; null when there is none.</param>
    /// <returns>false when somebody was quicker: read again and decide again.</returns>
    Task<bool> SaveAsync(RegisteredDocument document, DocumentEvent? happened, string? newText, CancellationToken ct);
}

/// <param name="OnCanary">Only for the canary's devices then; the published version is in the list too.</param>
public sealed record DocumentLineage(DocumentKey Key, int Version, bool OnCanary);
