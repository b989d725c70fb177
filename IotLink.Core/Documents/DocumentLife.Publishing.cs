using IotLink.Core.Accounts;

namespace IotLink.Core.Documents;

public static partial class DocumentLife
{
    /// <summary>The approved draft becomes the next version, for all devices or first for the canary's. A canary before it is withdrawn.</summary>
    public static DocumentStep Publish(RegisteredDocument document, Viewer who, string hash, CanaryScope? canary, DateTimeOffset now)
    {
        if (!MayPublish(who)) return NotAllowed("publish");
        if (document.Draft is not { } draft) return NoDraft();
        if (draft is not { State: DraftState.Approved, ApprovedBy: { } approver }) return Wrong("It is not approved.");
        if (draft.Hash != hash) return OtherText();
        if (draft.BasedOn != document.Versions.Count) return Overtaken(document);
        if (canary is not null && document.Published is null) return Wrong("The first version has nothing to be compared with: publish it for all devices.");
        if (canary is not null && document.Key.Product is null) return new DocumentRefusal(DocumentReason.Invalid, "What is for all products has no canary.");
        if (canary is { IsEmpty: true } or { Percent: > 100 or < 0 }) return new DocumentRefusal(DocumentReason.Invalid, "A canary needs a share up to 100 percent, sites or devices.");
        var version = new DocumentVersion(document.Versions.Count + 1, hash, draft.Owner, Person.Of(who), now, draft.Reason)
        {
            ApprovedBy = approver,
            State = canary is null ? VersionState.Published : VersionState.Canary,
        };
        var after = Adding(document, version, now) with { Draft = null, CanaryScope = canary };
        return Step(after, who, canary is null ? "publish" : "canary", version.Number, draft.Reason, now);
    }

    /// <summary>The canary goes to all devices.</summary>
    public static DocumentStep Promote(RegisteredDocument document, Viewer who, DateTimeOffset now)
    {
        if (!MayPublish(who)) return NotAllowed("publish");
        if (document.Canary is not { } canary) return Wrong("There is no canary.");
        var versions = document.Versions.Select(v =>
            v.Number == canary.Number ? v with { State = VersionState.Published }
            : v.State == VersionState.Published ? v with { State = VersionState.Retired, EndedAt = now }
            : v);
        return Step(document with { Versions = [.. versions], CanaryScope = null }, who, "promote", canary.Number, "", now);
    }

    /// <summary>The canary ends; its devices go on with the published version.</summary>
    public static DocumentStep Withdraw(RegisteredDocument document, Viewer who, string reason, DateTimeOffset now)
    {
        if (!MayPublish(who)) return NotAllowed("publish");
        if (document.Canary is not { } canary) return Wrong("There is no canary.");
        if (string.IsNullOrWhiteSpace(reason)) return NoReason();
        return Step(Ended(document, VersionState.Canary, now) with { CanaryScope = null }, who, "withdraw", canary.Number, reason, now);
    }

    /// <summary>
    /// An earlier text becomes the next version. It was approved as it is, so it needs no second approval; the numbers only go up, so that
    /// each says one thing for ever.
    /// </summary>
    public static DocumentStep RollBack(RegisteredDocument document, Viewer who, int to, string reason, DateTimeOffset now)
    {
        if (!MayPublish(who)) return NotAllowed("roll back");
        if (document.Version(to) is not { } earlier) return new DocumentRefusal(DocumentReason.Unknown, $"There is no version {to}.");
        if (earlier.IsInForce && document.Canary is null) return new DocumentRefusal(DocumentReason.Same, $"Version {to} is the published one.");
        if (earlier.State == VersionState.Canary) return Wrong("It is on canary: promote it.");
        if (string.IsNullOrWhiteSpace(reason)) return NoReason();
        var version = new DocumentVersion(document.Versions.Count + 1, earlier.Hash, earlier.Author, Person.Of(who), now, reason.Trim())
        {
            ApprovedBy = earlier.ApprovedBy,
            State = VersionState.Published,
            RolledBackTo = to,
        };
        return Step(Adding(document, version, now) with { CanaryScope = null }, who, "rollback", version.Number, reason, now);
    }

    /// <summary>Takes the document out of use. Another draft may bring it back.</summary>
    public static DocumentStep Retire(RegisteredDocument document, Viewer who, string reason, DateTimeOffset now)
    {
        if (!who.May(Permission.ReviewDocuments)) return NotAllowed("retire");
        if (document.Published is not { } published) return Wrong("Nothing is published.");
        if (string.IsNullOrWhiteSpace(reason)) return NoReason();
        var after = Ended(Ended(document, VersionState.Published, now), VersionState.Canary, now) with { CanaryScope = null };
        return Step(after, who, "retire", published.Number, reason, now);
    }

    private static bool MayPublish(Viewer who) => who.May(Permission.AuthorDocuments) || who.May(Permission.ReviewDocuments);

    /// <summary>A new published version ends the one before and any canary; a new canary ends only an older canary.</summary>
    private static RegisteredDocument Adding(RegisteredDocument document, DocumentVersion version, DateTimeOffset now)
    {
        var before = Ended(document, VersionState.Canary, now);
        if (version.State == VersionState.Published) before = Ended(before, VersionState.Published, now);
        return before with { Versions = [.. before.Versions, version] };
    }

    private static RegisteredDocument Ended(RegisteredDocument document, VersionState state, DateTimeOffset now) => document with
    {
        Versions =
        [
            .. document.Versions.Select(v => v.State != state ? v : v with
            {
                State = state == VersionState.Canary ? VersionState.Withdrawn : VersionState.Retired,
                EndedAt = now,
            }),
        ],
    };
}
