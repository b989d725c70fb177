using IotLink.Core.Accounts;
using IotLink.Core.Documents;

namespace IotLink.Core.Publishing;

/// <summary>
/// Brings texts from a folder into the registry: as drafts, for review, or published when a second person stands for them. What is
/// registered and not in the folder is told and left alone.
/// </summary>
/// <param name="author">Whose drafts they become.</param>
/// <param name="approver">null: they wait for review.</param>
public sealed class DocumentImport(IDocumentStore store, DocumentSteps steps, Viewer author, Viewer? approver, string reason)
{
    /// <summary>What would change, in the order of the keys.</summary>
    public async Task<IReadOnlyList<ImportLine>> PlanAsync(IReadOnlyDictionary<DocumentKey, string> texts, CancellationToken ct)
    {
        var known = (await store.ListAsync(null, ct)).ToDictionary(d => d.Key);
        var beside = (await store.InForceAsync(ct)).Documents.Where(d => !texts.ContainsKey(d.Key))
            .Concat(texts.Select(t => new DocumentInForce(t.Key, 0, DocumentText.Normalize(t.Value)))).ToList();
        var lines = texts.Select(t => LineOf(t.Key, t.Value, known.GetValueOrDefault(t.Key), beside));
        var missing = known.Values.Where(d => d.Published is not null && !texts.ContainsKey(d.Key)).Select(d => new ImportLine(d.Key, ImportChange.NotInFolder, []));
        return [.. lines.Concat(missing).OrderBy(l => l.Key, DocumentKey.Order)];
    }

    /// <summary>Carries a plan out, one document after the other; one that is refused does not hold up the others.</summary>
    public async Task<IReadOnlyList<ImportLine>> RunAsync(IReadOnlyDictionary<DocumentKey, string> texts, CancellationToken ct)
    {
        var done = new List<ImportLine>();
        foreach (var line in await PlanAsync(texts, ct))
            done.Add(line.Change is ImportChange.Add or ImportChange.Change ? await BringAsync(line, texts[line.Key], ct) : line);
        return done;
    }

    /// <summary>One text: draft, review, and with a second person approval and publishing.</summary>
    public async Task<DocumentStep> BringAsync(DocumentKey key, string text, CanaryScope? canary, CancellationToken ct)
    {
        var step = await steps.BeginAsync(author, key, text, ct);
        if (step.Refusal?.Code == DocumentReason.State && await store.FindAsync(key, ct) is { Draft: { State: DraftState.Draft } own })
            step = await steps.EditAsync(author, key, text, own.Revision, ct);
        if (step.Refusal is not null) return step;
        if (step.Document!.Draft!.BasedOn != step.Document.Versions.Count) step = await steps.RebaseAsync(author, key, ct);
        step = await steps.SubmitAsync(author, key, reason, ct);
        if (approver is null || step.Document?.Draft is not { } draft) return step;
        step = await steps.ApproveAsync(approver, key, draft.Hash, null, ct);
        return step.Refusal is not null ? step : await steps.PublishAsync(author, key, draft.Hash, canary, ct);
    }

    private static ImportLine LineOf(DocumentKey key, string text, RegisteredDocument? known, IReadOnlyList<DocumentInForce> beside)
    {
        var change = known?.Published is not { } published ? ImportChange.Add
            : published.Hash == DocumentText.HashOf(text) ? ImportChange.Same
            : ImportChange.Change;
        return new(key, change, change == ImportChange.Same ? [] : [.. DocumentChecks.Run(key, DocumentText.Normalize(text), beside).Everything]);
    }

    private async Task<ImportLine> BringAsync(ImportLine line, string text, CancellationToken ct)
    {
        var step = await BringAsync(line.Key, text, null, ct);
        return line with { Refusal = step.Refusal, Faults = step.Refusal?.Faults ?? [], Version = step.Refusal is null && step.Document?.Draft is null ? step.Document?.Versions.Count : null };
    }
}

/// <param name="Faults">What is wrong with the text, beside the others of the folder.</param>
public sealed record ImportLine(DocumentKey Key, ImportChange Change, IReadOnlyList<DocumentFault> Faults)
{
    public DocumentRefusal? Refusal { get; init; }

    /// <summary>The version it was published as; null for a draft and where nothing was done.</summary>
    public int? Version { get; init; }
}

public enum ImportChange { Same, Add, Change, NotInFolder }
