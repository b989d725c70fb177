using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Documents;
using IotLink.Core.Live;

namespace IotLink.Core.Publishing;

/// <summary>
/// What people do with documents. <see cref="DocumentLife"/> decides; here the text is checked, the step stored, audited and signalled.
/// Every step answers with the document afterwards, or with the refusal.
/// </summary>
public sealed class DocumentSteps(IDocumentStore store, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    private delegate DocumentStep Decision(RegisteredDocument document, DateTimeOffset now);

    /// <summary>Opens a draft; the document need not exist yet.</summary>
    /// <param name="text">null: the newest version's text.</param>
    public async Task<DocumentStep> BeginAsync(Viewer viewer, DocumentKey key, string? text, CancellationToken ct)
    {
        if (!key.IsValid) return new DocumentRefusal(DocumentReason.Invalid, $"'{key}' is no key: a product has one spec and one contract, named '{DocumentKey.Only}'.");
        if (text is { Length: > DocumentText.MaxLength }) return TooLarge();
        if (text is null && viewer.May(Permission.AuthorDocuments) && await store.FindAsync(key, ct) is { Versions: [.., { } newest] })
            text = await store.TextAsync(key, newest.Number, ct);
        return await TakeAsync(viewer, key, (document, now) => DocumentLife.Begin(document, viewer, text ?? "", now), ct, mayBeNew: true);
    }

    /// <param name="revision">The draft's revision the person has on the screen.</param>
    public async Task<DocumentStep> EditAsync(Viewer viewer, DocumentKey key, string text, int revision, CancellationToken ct) =>
        text.Length > DocumentText.MaxLength ? TooLarge()
        : await TakeAsync(viewer, key, (document, now) => DocumentLife.Edit(document, viewer, text, revision, now), ct);

    public Task<DocumentStep> TakeOverAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.TakeOver(document, viewer, now), ct);

    public Task<DocumentStep> RebaseAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Rebase(document, viewer, now), ct);

    public Task<DocumentStep> DiscardAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Discard(document, viewer, now), ct);

    /// <summary>Asks for review. A red text is refused with its faults.</summary>
    public async Task<DocumentStep> SubmitAsync(Viewer viewer, DocumentKey key, string reason, CancellationToken ct) =>
        await RedDraftAsync(viewer, key, ct) is { } red ? red
        : await TakeAsync(viewer, key, (document, now) => DocumentLife.Submit(document, viewer, reason, now), ct);

    public Task<DocumentStep> TakeBackAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.TakeBack(document, viewer, now), ct);

    /// <param name="hash">Of the text that was read, see <see cref="DocumentDraft.Hash"/>.</param>
    public Task<DocumentStep> ApproveAsync(Viewer viewer, DocumentKey key, string hash, string? comment, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Approve(document, viewer, hash, comment, now), ct);

    public Task<DocumentStep> RejectAsync(Viewer viewer, DocumentKey key, string comment, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Reject(document, viewer, comment, now), ct);

    /// <summary>The approved draft becomes the next version. A text that has become red is refused.</summary>
    /// <param name="canary">null: for all devices at once.</param>
    public async Task<DocumentStep> PublishAsync(Viewer viewer, DocumentKey key, string hash, CanaryScope? canary, CancellationToken ct)
    {
        if (await RedDraftAsync(viewer, key, ct) is { } red) return red;
        if (canary is not null && await OtherCanaryAsync(key, ct) is { } busy) return busy;
        return await TakeAsync(viewer, key, (document, now) => DocumentLife.Publish(document, viewer, hash, canary, now), ct);
    }

    public Task<DocumentStep> PromoteAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Promote(document, viewer, now), ct);

    public Task<DocumentStep> WithdrawAsync(Viewer viewer, DocumentKey key, string reason, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Withdraw(document, viewer, reason, now), ct);

    /// <summary>Publishes an earlier version's text again, for all devices.</summary>
    public async Task<DocumentStep> RollBackAsync(Viewer viewer, DocumentKey key, int to, string reason, CancellationToken ct)
    {
        if (viewer.May(Permission.ViewDocuments) && await store.TextAsync(key, to, ct) is { } text && await RedAsync(key, text, ct) is { } red) return red;
        return await TakeAsync(viewer, key, (document, now) => DocumentLife.RollBack(document, viewer, to, reason, now), ct);
    }

    public Task<DocumentStep> RetireAsync(Viewer viewer, DocumentKey key, string reason, CancellationToken ct) =>
        TakeAsync(viewer, key, (document, now) => DocumentLife.Retire(document, viewer, reason, now), ct);

    /// <summary>Load, decide, save; again from the start when somebody was quicker.</summary>
    private async Task<DocumentStep> TakeAsync(Viewer viewer, DocumentKey key, Decision decide, CancellationToken ct, bool mayBeNew = false)
    {
        while (true)
        {
            var before = viewer.May(Permission.ViewDocuments) ? await store.FindAsync(key, ct) : null;
            if (before is null && !mayBeNew) return new DocumentRefusal(DocumentReason.Unknown, $"There is no document '{key}'.");
            var step = decide(before ?? new(key), time.GetUtcNow());
            if (step.Document is not { } after) return step;
            var newText = after.Versions is [.., { } newest] && newest.Hash == before?.Draft?.Hash ? before.Draft.Text : null;
            if (!await store.SaveAsync(after, step.Event, newText, ct)) continue;
            if (step.Event is { } happened) await AuditAsync(happened, ct);
            live.Signal(LiveTopic.Documents);
            return step with { Document = after with { Revision = after.Revision + 1 } };
        }
    }

    private Task AuditAsync(DocumentEvent happened, CancellationToken ct)
    {
        var detail = string.Join(": ", new[] { happened.Version is { } v ? $"version {v}" : "", happened.Note }.Where(t => t.Length > 0));
        return audit.WriteAsync(
            new(happened.At, happened.By.UserId, happened.By.Name, $"document.{happened.Action}", happened.Document.ToString(), detail.Length == 0 ? null : detail), ct);
    }

    private async Task<DocumentRefusal?> RedDraftAsync(Viewer viewer, DocumentKey key, CancellationToken ct) =>
        viewer.May(Permission.ViewDocuments) && await store.FindAsync(key, ct) is { Draft: { } draft } ? await RedAsync(key, draft.Text, ct) : null;

    private async Task<DocumentRefusal?> RedAsync(DocumentKey key, string text, CancellationToken ct)
    {
        var checkup = DocumentChecks.Run(key, text, (await store.InForceAsync(ct)).Documents);
        return checkup.IsGreen ? null : new(DocumentReason.Red, "The text has faults or a red test.") { Faults = [.. checkup.Everything] };
    }

    /// <summary>Two canaries of one product could not be told apart in what they do.</summary>
    private async Task<DocumentRefusal?> OtherCanaryAsync(DocumentKey key, CancellationToken ct) =>
        (await store.ListAsync(key.Product, ct)).FirstOrDefault(d => d.Key != key && d.Canary is not null) is { } other
            ? new(DocumentReason.CanaryBusy, $"'{other.Key}' is on canary; promote or withdraw it first.")
            : null;

    private static DocumentRefusal TooLarge() => new(DocumentReason.Invalid, $"A document has at most {DocumentText.MaxLength} characters.");
}
