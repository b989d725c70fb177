using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Documents;
using IotLink.Core.Live;

namespace IotLink.Core.Alarms;

/// <summary>What people do about alarms: one by one, over a selection, over a filter; and taking it back.</summary>
public sealed class AlarmActions(IAlarmStore alarms, IAccountDirectory accounts, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    /// <returns>null when the viewer may not.</returns>
    public Task<AlarmStroke?> TakeAsync(Viewer viewer, AlarmStep step, IReadOnlyList<AlarmTarget> targets, CancellationToken ct) =>
        ActAsync(viewer, step, act => act with { Targets = targets }, ct);

    /// <summary>The same for everything that a query matches, at most <see cref="AlarmAct.Most"/>.</summary>
    public Task<AlarmStroke?> TakeAsync(Viewer viewer, AlarmStep step, AlarmQuery matching, CancellationToken ct) =>
        ActAsync(viewer, step, act => act with { Matching = matching with { NamesHidden = viewer.HidesNames(), Now = time.GetUtcNow() } }, ct);

    /// <summary>Takes a stroke back, for ten seconds.</summary>
    /// <returns>null when the viewer may not.</returns>
    public async Task<AlarmStroke?> UndoAsync(Viewer viewer, string batch, CancellationToken ct)
    {
        if (!viewer.May(Permission.AcknowledgeAlarms)) return null;
        var now = time.GetUtcNow();
        var results = await alarms.UndoAsync(viewer.Scope, new(batch, Person.Of(viewer), now), ct);
        await TellAsync(viewer, AlarmWord.Undone, batch, results, now, ct);
        return new(batch, results);
    }

    /// <summary>Whom one may assign to: everybody who may acknowledge, by name.</summary>
    public async Task<IReadOnlyList<Person>> AssignableAsync(Viewer viewer, CancellationToken ct) => viewer.May(Permission.AcknowledgeAlarms)
        ? [.. (await accounts.ListAsync(ct)).Where(a => Access.Allows(a.ToViewer().Roles, Permission.AcknowledgeAlarms)).Select(a => Person.Of(a.ToViewer()))]
        : [];

    private async Task<AlarmStroke?> ActAsync(Viewer viewer, AlarmStep step, Func<AlarmAct, AlarmAct> of, CancellationToken ct)
    {
        if (!viewer.May(Permission.AcknowledgeAlarms)) return null;
        var now = time.GetUtcNow();
        var batch = Guid.CreateVersion7(now).ToString("N");
        var results = await alarms.ActAsync(viewer.Scope, of(new(step, Person.Of(viewer), now, batch)), ct);
        await TellAsync(viewer, step.Word, batch, results, now, ct);
        return new(batch, results);
    }

    private async Task TellAsync(Viewer viewer, string word, string batch, IReadOnlyList<AlarmResult> results, DateTimeOffset now, CancellationToken ct)
    {
        var done = results.Where(r => r.IsDone).Select(r => r.Alarm).ToList();
        if (done.Count == 0) return;
        var subject = done.Count == 1 ? done[0].Id.ToString() : batch;
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "alarm." + Verb(word), subject, done.Count == 1 ? null : $"{done.Count} alarms"), ct);
        live.Signal(LiveTopic.Alarms);
        foreach (var device in done.Select(a => a.Device).Distinct()) live.Signal(LiveTopic.Of(device));
    }

    private static string Verb(string word) => word == AlarmWord.Acknowledged ? "acknowledge" : word;
}

/// <summary>What one stroke did.</summary>
/// <param name="Batch">For undo.</param>
public sealed record AlarmStroke(string Batch, IReadOnlyList<AlarmResult> Results)
{
    public int Done => Results.Count(r => r.IsDone);
}
