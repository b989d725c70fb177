namespace IotLink.Core.Documents;

/// <summary>Everything devices' messages are read with at one moment.</summary>
/// <param name="Edition">Grows by one with every change of what is in force, for any product. Stored with each reading.</param>
/// <param name="Documents">By key; a document on canary is there twice, published and canary.</param>
public sealed record DocumentsInForce(long Edition, IReadOnlyList<DocumentInForce> Documents)
{
    public static DocumentsInForce None { get; } = new(0, []);
}

/// <param name="Scope">null: for all devices; otherwise only for these, in place of the published version.</param>
public sealed record DocumentInForce(DocumentKey Key, int Version, string Text, CanaryScope? Scope = null);
