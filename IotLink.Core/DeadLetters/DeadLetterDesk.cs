using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Devices;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Core.DeadLetters;

/// <summary>
/// What people ask and want done about dead letters. The right is checked here; who may not see bytes gets none. Nothing is carried out
/// here: a wish becomes a job, and ingest does it.
/// </summary>
public sealed class DeadLetterDesk(IDeadLetterStore letters, ILetterJobStore jobs, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<DeadLetter>> ListAsync(Viewer viewer, LetterQuery query, int skip, int take, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDeadLetters)) return new([], 0);
        var page = await letters.ListAsync(query, skip, take, ct);
        return page with { Items = [.. page.Items.Select(l => Shown(viewer, l))] };
    }

    /// <returns>null when there is none for this viewer.</returns>
    public async Task<DeadLetter?> FindAsync(Viewer viewer, StreamPosition position, CancellationToken ct) =>
        viewer.May(Permission.ViewDeadLetters) && await letters.FindAsync(position, ct) is { } letter ? Shown(viewer, letter) : null;

    /// <summary>What is still to be dealt with, most first.</summary>
    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ViewDeadLetters) ? await letters.GroupsAsync(ct) : [];

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<LetterJob>> JobsAsync(Viewer viewer, int count, CancellationToken ct) =>
        viewer.May(Permission.ViewDeadLetters) ? await jobs.RecentAsync(count, ct) : [];

    public async Task<LetterJob?> JobAsync(Viewer viewer, long id, CancellationToken ct) =>
        viewer.May(Permission.ViewDeadLetters) ? await jobs.FindAsync(id, ct) : null;

    /// <returns>The job that will do it; null when the viewer may not.</returns>
    /// <exception cref="ArgumentException">Discarding without a reason, or a draft that is too long.</exception>
    public async Task<LetterJob?> AskAsync(Viewer viewer, LetterOrder order, CancellationToken ct)
    {
        if (!viewer.May(Permission.ReprocessDeadLetters)) return null;
        if (order.Action == LetterAction.Discard && string.IsNullOrWhiteSpace(order.Reason))
            throw new ArgumentException("Letters are discarded with a reason only.", nameof(order));
        if (order.Specs.Text is { Length: > SpecChoice.LongestText })
            throw new ArgumentException($"A draft has at most {SpecChoice.LongestText} characters.", nameof(order));
        var now = time.GetUtcNow();
        var job = await jobs.AddAsync(order, viewer.UserId, viewer.Name, now, ct);
        await WriteAsync(viewer, order.Action.ToString(), job, order.Reason, now, ct);
        live.Signal(LiveTopic.LetterJobs);
        return job;
    }

    /// <summary>What is done stays done.</summary>
    /// <returns>The job afterwards; null when the viewer may not or there is none.</returns>
    public async Task<LetterJob?> CancelAsync(Viewer viewer, long id, CancellationToken ct)
    {
        if (!viewer.May(Permission.ReprocessDeadLetters)) return null;
        var now = time.GetUtcNow();
        if (await jobs.CancelAsync(id, now, ct) is not { } job) return null;
        await WriteAsync(viewer, "cancel", job, null, now, ct);
        live.Signal(LiveTopic.LetterJobs);
        return job;
    }

    private Task WriteAsync(Viewer viewer, string action, LetterJob job, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        var (group, positions) = (job.Order.Selection.Signature, job.Order.Selection.Positions);
        var about = positions.Count switch
        {
            0 when group is { } g => $"{g.Code} {g.Product?.Value ?? "-"} v{g.SpecVersion}",
            0 => "all",
            1 => positions[0].ToString(),
            _ => $"{positions.Count} letters from {positions[0]}",
        };
        var detail = reason is null ? $"job {job.Id}" : $"job {job.Id}: {reason}";
#pragma warning disable CA1308 // a verb of the audit log, not a key to compare
        return audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "letter." + action.ToLowerInvariant(), about, detail), ct);
#pragma warning restore CA1308
    }

    private static DeadLetter Shown(Viewer viewer, DeadLetter letter) =>
        viewer.May(Permission.ViewRawFrames) ? letter : letter with { Payload = default };
}
