using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Products;

namespace IotLink.Core.History;

/// <summary>
/// What people ask and want of decoding the past again. The right is checked here: an author asks for a preview, a reviewer who is somebody
/// else applies it or takes it back.
/// </summary>
public sealed class HistoryDesk(IReplayStore replays, IDocumentStore documents, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    public static readonly TimeSpan LongestRange = TimeSpan.FromDays(366);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<ReplayJob>> RecentAsync(Viewer viewer, int count, CancellationToken ct) =>
        viewer.May(Permission.ViewHistoryJobs) ? await replays.RecentAsync(count, ct) : [];

    public async Task<ReplayJob?> FindAsync(Viewer viewer, string id, CancellationToken ct) =>
        viewer.May(Permission.ViewHistoryJobs) ? await replays.FindAsync(id, ct) : null;

    /// <returns>The job, or why there is none.</returns>
    public async Task<ReplayAnswer> PreviewAsync(Viewer viewer, ReplayRequest request, CancellationToken ct)
    {
        if (!viewer.May(Permission.PreviewHistory)) return ReplayAnswer.No("history.forbidden", "Only authors and reviewers of the lab may decode history again.");
        if (Check(request) is { } fault) return new(null, fault);
        if (await VersionAsync(request, ct) is not { } version) return ReplayAnswer.No("history.version", $"The text is not that of version {request.Version}.");
        request = request with { Version = version == 0 ? null : version };
        var now = time.GetUtcNow();
        var job = new ReplayJob(Guid.CreateVersion7(now).ToString("N"), request, viewer.UserId, viewer.Name, now);
        await replays.AddAsync(job, ct);
        await SaidAsync(viewer, "history.preview", job, ct);
        return new(job, null);
    }

    /// <summary>
    /// Readings say which version made them, so only a version that is registered is applied. Where nothing is registered for the product,
    /// what IotLink brings along counts, and the text's own number.
    /// </summary>
    public async Task<ReplayAnswer> ApplyAsync(Viewer viewer, string id, CancellationToken ct) =>
        viewer.May(Permission.ApplyHistory) && await replays.FindAsync(id, ct) is { State: ReplayState.Previewed, Request.Version: null } job
        && await documents.FindAsync(DocumentKey.SpecOf(job.Request.Product), ct) is not null
            ? ReplayAnswer.No("history.unregistered", "Only a registered version can be applied: let it be reviewed and published first, if only for a canary.")
            : await DecideApplyAsync(viewer, id, ct);

    private Task<ReplayAnswer> DecideApplyAsync(Viewer viewer, string id, CancellationToken ct) => DecideAsync(
        viewer, id, "history.apply", job => job.Approve(viewer),
        job => job.AuthorId == viewer.UserId ? ReplayAnswer.No("history.same_person", "Somebody else than the author of the preview must apply it.")
            : job.Request.SamplePercent < 100 ? ReplayAnswer.No("history.sample", "A preview of a sample cannot be applied: preview all devices.")
            : ReplayAnswer.No("history.state", "Only a finished preview can be applied."),
        ct);

    public Task<ReplayAnswer> RollBackAsync(Viewer viewer, string id, CancellationToken ct) => DecideAsync(
        viewer, id, "history.rollback", job => job.TakeBack(time.GetUtcNow()),
        _ => ReplayAnswer.No("history.state", "Only what was applied, and is not final yet, can be rolled back."), ct);

    public async Task<ReplayAnswer> CancelAsync(Viewer viewer, string id, CancellationToken ct)
    {
        if (!viewer.May(Permission.PreviewHistory)) return ReplayAnswer.No("history.forbidden", "Only authors and reviewers of the lab may cancel.");
        if (await replays.ChangeAsync(id, job => job.Cancel(), ct) is not { } job) return ReplayAnswer.No("history.state", "There is nothing to cancel.");
        await SaidAsync(viewer, "history.cancel", job, ct);
        return new(job, null);
    }

    private async Task<ReplayAnswer> DecideAsync(
        Viewer viewer, string id, string action, Func<ReplayJob, ReplayJob?> change, Func<ReplayJob, ReplayAnswer> why, CancellationToken ct)
    {
        if (!viewer.May(Permission.ApplyHistory)) return ReplayAnswer.No("history.forbidden", "Only reviewers of the lab may change what is stored.");
        if (await replays.ChangeAsync(id, change, ct) is { } job)
        {
            await SaidAsync(viewer, action, job, ct);
            return new(job, null);
        }

        return await replays.FindAsync(id, ct) is { } there ? why(there) : ReplayAnswer.No("history.unknown", "There is no such replay.");
    }

    /// <returns>The registered version the text is, the newest of them; 0 when it is none; null when the number given is another's.</returns>
    private async Task<int?> VersionAsync(ReplayRequest request, CancellationToken ct)
    {
        if (await documents.FindAsync(DocumentKey.SpecOf(request.Product), ct) is not { } spec) return request.Version ?? 0;
        var hash = DocumentText.HashOf(request.Spec);
        var same = spec.Versions.Where(v => v.Hash == hash).Select(v => v.Number).ToList();
        return request.Version is { } given ? (same.Contains(given) ? given : null) : same.DefaultIfEmpty(0).Max();
    }

    private async Task SaidAsync(Viewer viewer, string action, ReplayJob job, CancellationToken ct)
    {
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, action, job.Id, $"{job.Request.Product} {job.Request.From:o} {job.Request.To:o}"), ct);
        live.Signal(LiveTopic.History);
    }

    private static ReplayFault? Check(ReplayRequest request)
    {
        if (request.From >= request.To) return new("history.range", "The range ends before it begins.");
        if (request.To - request.From > LongestRange) return new("history.range", "At most 366 days at a time.");
        if (request.SamplePercent is < 1 or > 100) return new("history.sample", "A sample is 1 to 100 of a hundred devices.");
        var document = SpecDocument.Read(request.Spec);
        if (document.Spec is not { } spec) return new("history.spec", string.Join(' ', document.Faults.Take(5)));
        return spec.Product == request.Product ? null : new("history.spec", $"The spec is about product '{spec.Product}', expected '{request.Product}'.");
    }
}

/// <param name="Job">null exactly when there is a fault.</param>
public sealed record ReplayAnswer(ReplayJob? Job, ReplayFault? Fault)
{
    public static ReplayAnswer No(string code, string detail) => new(null, new(code, detail));
}
