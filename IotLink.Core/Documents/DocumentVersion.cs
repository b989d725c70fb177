namespace IotLink.Core.Documents;

/// <summary>One published text of a document. Text, number and authors never change; only its state goes on.</summary>
/// <param name="Number">1 for the first; every stored record says which one made it.</param>
/// <param name="Hash">SHA-256 of the text, see <see cref="DocumentText.HashOf"/>.</param>
/// <param name="Author">Whose draft it was.</param>
/// <param name="At">When it was published first, for some or all devices.</param>
/// <param name="Reason">Why it was made.</param>
public sealed record DocumentVersion(int Number, string Hash, Person Author, Person PublishedBy, DateTimeOffset At, string Reason)
{
    /// <summary>The second person; null only for what IotLink registered itself.</summary>
    public Person? ApprovedBy { get; init; }

    public VersionState State { get; init; }

    /// <summary>The version whose text this one brought back; null when it was new.</summary>
    public int? RolledBackTo { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The edition from which on the canary's devices used it; null when there was no canary. Set by the store.</summary>
    public long? CanaryFrom { get; init; }

    /// <summary>The edition from which on all devices used it; null when it never came so far. Set by the store.</summary>
    public long? PublishedFrom { get; init; }

    /// <summary>The first edition without it; null while it is in force. Set by the store.</summary>
    public long? EndedIn { get; init; }

    /// <summary>In force for some or all devices.</summary>
    public bool IsInForce => State is VersionState.Canary or VersionState.Published;
}

/// <summary>
/// Canary: for some devices beside the published one. Withdrawn: a canary that did not go on to all. Retired: followed by a newer one, or
/// taken out of use.
/// </summary>
public enum VersionState { Canary, Published, Retired, Withdrawn }
