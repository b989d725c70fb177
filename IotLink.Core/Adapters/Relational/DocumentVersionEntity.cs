using IotLink.Core.Documents;

namespace IotLink.Core.Adapters.Relational;

internal sealed class DocumentVersionEntity
{
    public required string DocumentId { get; set; }

    public int Number { get; set; }

    public required string Hash { get; set; }

    public required string AuthorId { get; set; }

    public required string AuthorName { get; set; }

    public string? ApproverId { get; set; }

    public string? ApproverName { get; set; }

    public required string PublisherId { get; set; }

    public required string PublisherName { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Reason { get; set; }

    public int? RolledBackTo { get; set; }

    public VersionState State { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public long? CanaryFrom { get; set; }

    public long? PublishedFrom { get; set; }

    public long? EndedIn { get; set; }

    public static DocumentVersionEntity Of(DocumentKey key, DocumentVersion version) => new()
    {
        DocumentId = key.ToString(),
        Number = version.Number,
        Hash = version.Hash,
        AuthorId = version.Author.UserId,
        AuthorName = version.Author.Name,
        ApproverId = version.ApprovedBy?.UserId,
        ApproverName = version.ApprovedBy?.Name,
        PublisherId = version.PublishedBy.UserId,
        PublisherName = version.PublishedBy.Name,
        At = version.At,
        Reason = version.Reason,
        RolledBackTo = version.RolledBackTo,
    };

    /// <summary>What may change of a version: its state, and the edition that changed it.</summary>
    public void Move(DocumentVersion version, long edition)
    {
        (State, EndedAt) = (version.State, version.EndedAt);
        if (State == VersionState.Canary) CanaryFrom ??= edition;
        else if (State == VersionState.Published) PublishedFrom ??= edition;
        else EndedIn ??= edition;
    }

    public DocumentVersion ToVersion() => new(Number, Hash, new(AuthorId, AuthorName), new(PublisherId, PublisherName), At, Reason)
    {
        ApprovedBy = ApproverId is null ? null : new(ApproverId, ApproverName ?? ""),
        State = State,
        RolledBackTo = RolledBackTo,
        EndedAt = EndedAt,
        CanaryFrom = CanaryFrom,
        PublishedFrom = PublishedFrom,
        EndedIn = EndedIn,
    };
}
