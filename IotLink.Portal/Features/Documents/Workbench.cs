using IotLink.Core.Accounts;
using IotLink.Core.Conversion;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Publishing;

namespace IotLink.Portal.Features.Documents;

/// <summary>
/// One document on somebody's screen: its text as it is being written, what is wrong with it, and the steps of its life. A draft is begun
/// with the first change and kept with every save; nothing unsaved lives here longer than the page's pause for autosave.
/// </summary>
public sealed class Workbench(DocumentDesk desk, DocumentSteps steps, Viewer viewer, DocumentKey key) : IDisposable
{
    private readonly SemaphoreSlim _saving = new(1);
    private string _stored = "";

    public DocumentKey Key { get; } = key;

    /// <summary>null until loaded, and for a document that does not exist yet.</summary>
    public RegisteredDocument? Document { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>What is in force; empty when nothing is.</summary>
    public string PublishedText { get; private set; } = "";

    public DocumentCheckup Checkup { get; private set; } = new([], []);

    /// <summary>Differs from what is stored.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Why the last step was refused; null when it went well.</summary>
    public DocumentRefusal? Refusal { get; private set; }

    /// <summary>The text as a spec, compiled; null for other kinds and while it has faults.</summary>
    public CompiledSpec? Spec { get; private set; }

    public CompiledSpec? PublishedSpec { get; private set; }

    public DocumentDraft? Draft => Document?.Draft;

    public bool IsAuthor => viewer.May(Permission.AuthorDocuments);

    public bool IsReviewer => viewer.May(Permission.ReviewDocuments);

    public bool IsMine => Draft is { } draft && draft.Owner.Is(viewer);

    /// <summary>Whether this person can write now: into their own draft, or into one that their first change opens.</summary>
    public bool CanWrite => IsAuthor && (Draft is null || (IsMine && Draft.State == DraftState.Draft));

    /// <summary>Whether this person could be the second one.</summary>
    public bool CanReview => IsReviewer && Draft is { } draft && !draft.Contributors.Any(c => c.Is(viewer));

    /// <returns>false when there is nothing for this viewer.</returns>
    public async Task<bool> LoadAsync(CancellationToken ct)
    {
        Document = await desk.FindAsync(viewer, Key, ct);
        if (Document is null) return false;
        await ReadPublishedAsync(ct);
        await ShowStoredAsync(Draft?.Text ?? await NewestTextAsync(ct), ct);
        return true;
    }

    /// <summary>Somebody changed something: takes over what this person is not writing on.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (IsDirty) return;
        var revision = Document?.Revision;
        var document = await desk.FindAsync(viewer, Key, ct);
        if (document is null || document.Revision == revision) return;
        await LoadAsync(ct);
    }

    public async Task WriteAsync(string text, CancellationToken ct)
    {
        IsDirty = DocumentText.Normalize(text) != _stored;
        await TakeAsync(text, ct);
    }

    /// <summary>Keeps the text; the first time this opens the draft.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        await _saving.WaitAsync(ct);
        try
        {
            if (!IsDirty || !CanWrite) return;
            var text = Text;
            var step = Draft is { } draft
                ? await steps.EditAsync(viewer, Key, text, draft.Revision, ct)
                : await steps.BeginAsync(viewer, Key, text, ct);
            if (!Took(step)) return;
            _stored = Draft!.Text;
            IsDirty = DocumentText.Normalize(Text) != _stored;
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>One step of the document's life, saved text first.</summary>
    public async Task StepAsync(Func<DocumentSteps, Viewer, Task<DocumentStep>> take, CancellationToken ct)
    {
        await SaveAsync(ct);
        if (IsDirty) return;
        if (!Took(await take(steps, viewer))) return;
        await ReadPublishedAsync(ct);
        if (Draft is { } draft && draft.Text != _stored) await ShowStoredAsync(draft.Text, ct);
        else if (Draft is null && await NewestTextAsync(ct) is { Length: > 0 } newest) await ShowStoredAsync(newest, ct);
    }

    public void Dispose() => _saving.Dispose();

    private Task ShowStoredAsync(string text, CancellationToken ct)
    {
        (_stored, IsDirty) = (DocumentText.Normalize(text), false);
        return TakeAsync(text, ct);
    }

    private bool Took(DocumentStep step)
    {
        Refusal = step.Refusal;
        if (step.Document is not null) Document = step.Document;
        return step.Refusal is null;
    }

    private async Task ReadPublishedAsync(CancellationToken ct)
    {
        PublishedText = Document?.Published is { } version ? await desk.TextAsync(viewer, Key, version.Number, ct) ?? "" : "";
        PublishedSpec = Key.Kind == DocumentKind.Spec ? Compile(PublishedText) : null;
    }

    /// <summary>What one would go on from: the canary's text while there is one, else what is in force, else the last there was.</summary>
    private async Task<string> NewestTextAsync(CancellationToken ct)
    {
        var version = Document!.Canary ?? Document.Published ?? (Document.Versions is [.., var last] ? last : null);
        return (version is null ? null : await desk.TextAsync(viewer, Key, version.Number, ct)) ?? "";
    }

    private async Task TakeAsync(string text, CancellationToken ct)
    {
        Text = text;
        Checkup = await desk.CheckAsync(viewer, Key, text, ct) ?? new([], []);
        if (Text != text) return;
        if (Key.Kind == DocumentKind.Spec) Spec = Compile(text);
    }

    private static CompiledSpec? Compile(string text) =>
        text.Length > 0 && SpecDocument.Read(text).Spec is { } spec ? CompiledSpec.Compile(spec, new(spec.Product)) : null;
}
