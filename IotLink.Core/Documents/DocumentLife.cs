using IotLink.Core.Accounts;

namespace IotLink.Core.Documents;

/// <summary>
/// Who may do what with a document in which state. Pure: the desk loads, this decides, the store saves. Whether a text is well is the
/// desk's question, asked before <see cref="Submit"/>, <see cref="Publish"/> and <see cref="RollBack"/>.
/// </summary>
public static partial class DocumentLife
{
    /// <summary>Opens the one draft of a document; everybody sees whose it is.</summary>
    public static DocumentStep Begin(RegisteredDocument document, Viewer who, string text, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("write drafts");
        if (document.Draft is { } other) return other.Owner.Is(who) ? Wrong("There is a draft of yours already.") : Owned(other);
        var me = Person.Of(who);
        var draft = new DocumentDraft
        {
            Text = DocumentText.Normalize(text),
            Owner = me,
            Contributors = [me],
            BasedOn = document.Versions.Count,
            ChangedAt = now,
        };
        return Step(document with { Draft = draft }, who, "draft", null, "", now);
    }

    /// <summary>Writing on is no event of its own: who wrote is in the contributors, when in the draft.</summary>
    /// <param name="revision">The draft's revision the person has on the screen.</param>
    public static DocumentStep Edit(RegisteredDocument document, Viewer who, string text, int revision, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("write drafts");
        if (document.Draft is not { } draft) return NoDraft();
        if (!draft.Owner.Is(who)) return Owned(draft);
        if (draft.State != DraftState.Draft) return Wrong("It is in review: take it back first.");
        if (draft.Revision != revision)
            return new DocumentRefusal(DocumentReason.Conflict, $"{draft.Owner.Name} saved this draft at {draft.ChangedAt:u}, after what you have was read.");
        var edited = Change(document, draft with { Text = DocumentText.Normalize(text), Contributors = With(draft.Contributors, who) }, who, "edit", "", now);
        return draft.Contributors.Any(c => c.Is(who)) ? edited with { Event = null } : edited;
    }

    /// <summary>Somebody else's draft becomes one's own; who wrote before stays a contributor.</summary>
    public static DocumentStep TakeOver(RegisteredDocument document, Viewer who, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("write drafts");
        if (document.Draft is not { } draft) return NoDraft();
        if (draft.Owner.Is(who)) return new DocumentRefusal(DocumentReason.Same, "The draft is yours already.");
        if (draft.State != DraftState.Draft) return Wrong("It is in review: it must be taken back or returned first.");
        return Change(document, draft with { Owner = Person.Of(who), Contributors = With(draft.Contributors, who) }, who, "takeover", draft.Owner.Name, now);
    }

    /// <summary>The owner has seen the versions that were published since the draft was begun, and goes on from the newest.</summary>
    public static DocumentStep Rebase(RegisteredDocument document, Viewer who, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("write drafts");
        if (document.Draft is not { } draft) return NoDraft();
        if (!draft.Owner.Is(who)) return Owned(draft);
        if (draft.State != DraftState.Draft) return Wrong("It is in review: take it back first.");
        return Change(document, draft with { BasedOn = document.Versions.Count }, who, "rebase", "", now);
    }

    public static DocumentStep Discard(RegisteredDocument document, Viewer who, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("discard drafts");
        if (document.Draft is not { } draft) return NoDraft();
        if (!draft.Owner.Is(who)) return Owned(draft);
        return draft.State == DraftState.Draft
            ? Step(document with { Draft = null }, who, "discard", null, "", now)
            : Wrong("It is in review: take it back first.");
    }

    /// <summary>Asks for review of the text as it is.</summary>
    public static DocumentStep Submit(RegisteredDocument document, Viewer who, string reason, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("ask for review");
        if (document.Draft is not { } draft) return NoDraft();
        if (!draft.Owner.Is(who)) return Owned(draft);
        if (draft.State != DraftState.Draft) return Wrong("It is in review already.");
        if (string.IsNullOrWhiteSpace(reason)) return NoReason();
        if (draft.BasedOn != document.Versions.Count) return Overtaken(document);
        if (document.Published is { } published && published.Hash == draft.Hash) return new DocumentRefusal(DocumentReason.Same, $"The text is that of version {published.Number}.");
        return Change(document, draft with { State = DraftState.InReview, Reason = reason.Trim(), Comment = null }, who, "submit", reason, now);
    }

    /// <summary>Back to writing, an approval lapses.</summary>
    public static DocumentStep TakeBack(RegisteredDocument document, Viewer who, DateTimeOffset now)
    {
        if (!who.May(Permission.AuthorDocuments)) return NotAllowed("take a draft back");
        if (document.Draft is not { } draft) return NoDraft();
        if (!draft.Owner.Is(who)) return Owned(draft);
        return draft.State == DraftState.Draft ? Wrong("It is not in review.") : Change(document, Unapproved(draft), who, "takeback", "", now);
    }

    /// <summary>The second person says yes, to exactly the text with this hash.</summary>
    public static DocumentStep Approve(RegisteredDocument document, Viewer who, string hash, string? comment, DateTimeOffset now)
    {
        if (!who.May(Permission.ReviewDocuments)) return NotAllowed("approve");
        if (document.Draft is not { } draft) return NoDraft();
        if (draft.State != DraftState.InReview) return Wrong(draft.State == DraftState.Approved ? "It is approved already." : "It is not in review.");
        if (draft.Owner.Is(who) || draft.Contributors.Any(c => c.Is(who)))
            return new DocumentRefusal(DocumentReason.SamePerson, "Who wrote on a text cannot approve it; a second person must.");
        if (draft.Hash != hash) return OtherText();
        var approved = draft with { State = DraftState.Approved, ApprovedBy = Person.Of(who), ApprovedAt = now, Comment = Said(comment) };
        return Change(document, approved, who, "approve", comment ?? "", now);
    }

    /// <summary>Back to its owner with a comment.</summary>
    public static DocumentStep Reject(RegisteredDocument document, Viewer who, string comment, DateTimeOffset now)
    {
        if (!who.May(Permission.ReviewDocuments)) return NotAllowed("return a draft");
        if (document.Draft is not { } draft) return NoDraft();
        if (draft.State == DraftState.Draft) return Wrong("It is not in review.");
        if (string.IsNullOrWhiteSpace(comment)) return NoReason();
        return Change(document, Unapproved(draft) with { Comment = comment.Trim() }, who, "reject", comment, now);
    }

    private static DocumentDraft Unapproved(DocumentDraft draft) =>
        draft with { State = DraftState.Draft, ApprovedBy = null, ApprovedAt = null };

    private static List<Person> With(IReadOnlyList<Person> people, Viewer who) =>
        people.Any(p => p.Is(who)) ? [.. people] : [.. people, Person.Of(who)];

    private static string? Said(string? comment) => string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();

    private static DocumentStep Change(RegisteredDocument document, DocumentDraft draft, Viewer who, string action, string note, DateTimeOffset now) =>
        Step(document with { Draft = draft with { Revision = draft.Revision + 1, ChangedAt = now } }, who, action, null, note, now);

    private static DocumentStep Step(RegisteredDocument after, Viewer who, string action, int? version, string note, DateTimeOffset now) =>
        new(after, new(after.Key, now, Person.Of(who), action, version, note.Trim()), null);

    private static DocumentRefusal NotAllowed(string what) => new(DocumentReason.NotAllowed, $"You may not {what}.");

    private static DocumentRefusal Owned(DocumentDraft draft) =>
        new(DocumentReason.Owned, $"{draft.Owner.Name} is editing this document, last at {draft.ChangedAt:u}.");

    private static DocumentRefusal Wrong(string what) => new(DocumentReason.State, what);

    private static DocumentRefusal NoDraft() => Wrong("There is no draft.");

    private static DocumentRefusal NoReason() => new(DocumentReason.NoReason, "Say why: it is kept with the version.");

    private static DocumentRefusal Overtaken(RegisteredDocument document) =>
        new(DocumentReason.Conflict, $"Version {document.Versions.Count} was published after this draft was begun: look at it, and go on from there.");

    private static DocumentRefusal OtherText() => new(DocumentReason.OtherText, "The text has changed since you read it.");
}
