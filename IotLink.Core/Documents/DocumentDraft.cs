namespace IotLink.Core.Documents;

/// <summary>
/// The one text of a document that is being worked on. It belongs to a person; everybody sees who that is. Who else wrote on it is a
/// contributor, and no contributor can approve it.
/// </summary>
public sealed record DocumentDraft
{
    /// <summary>Normalized, see <see cref="DocumentText"/>.</summary>
    public required string Text { get; init; }

    public required Person Owner { get; init; }

    /// <summary>Everybody who saved a text here, the owner included.</summary>
    public required IReadOnlyList<Person> Contributors { get; init; }

    /// <summary>The version it began from; 0 for a new document.</summary>
    public int BasedOn { get; init; }

    public DraftState State { get; init; }

    /// <summary>Grows with every change; a save that names an older one is a conflict.</summary>
    public int Revision { get; init; } = 1;

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Why the change is made: said with the request for review, kept with the version.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who approved exactly this text; null until then.</summary>
    public Person? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>What the reviewer said last, also when it came back.</summary>
    public string? Comment { get; init; }

    public string Hash => DocumentText.HashOf(Text);
}

/// <summary>Draft: it is written on. Only an approved one can be published.</summary>
public enum DraftState { Draft, InReview, Approved }
