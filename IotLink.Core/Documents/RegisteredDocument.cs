namespace IotLink.Core.Documents;

/// <summary>A document with all that happened to it but the texts of its versions, which the store gives one by one.</summary>
public sealed record RegisteredDocument(DocumentKey Key)
{
    /// <summary>Grows with every stored change; 0 before the first.</summary>
    public long Revision { get; init; }

    public DocumentDraft? Draft { get; init; }

    /// <summary>Oldest first, numbered 1..n.</summary>
    public IReadOnlyList<DocumentVersion> Versions { get; init; } = [];

    /// <summary>Which devices run the version in state <see cref="VersionState.Canary"/>; null when there is none.</summary>
    public CanaryScope? CanaryScope { get; init; }

    /// <summary>Hash of the text IotLink last came with; null for a document of the staff's own.</summary>
    public string? CatalogueHash { get; init; }

    public DocumentVersion? Published => Versions.LastOrDefault(v => v.State == VersionState.Published);

    public DocumentVersion? Canary => Versions.LastOrDefault(v => v.State == VersionState.Canary);

    public DocumentVersion? Version(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;
}
