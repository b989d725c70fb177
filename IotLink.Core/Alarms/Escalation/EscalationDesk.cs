using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Live;
using IotLink.Core.Notifications;

namespace IotLink.Core.Alarms.Escalation;

/// <summary>What pages ask and do about the telling of an alarm.</summary>
public sealed class EscalationDesk(
    IEscalationStore runs, IOutbox outbox, IAlarmStore alarms, IPeople people, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    /// <returns>null when the viewer may not see it, or there is no such alarm.</returns>
    public async Task<EscalationStory?> StoryAsync(Viewer viewer, AlarmId alarm, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewOnCall) || await alarms.FindAsync(viewer.Scope, alarm, ct) is null) return null;
        var (run, events) = (await runs.FindAsync(alarm, ct), await runs.EventsAsync(alarm, ct));
        return new(run, events, await outbox.AboutAsync(alarm.Value, ct), await outbox.ReceiptsAsync(alarm.Value, ct));
    }

    /// <summary>Who is being told about what just now.</summary>
    public async Task<IReadOnlyList<(EscalationRun Run, AlarmRow Row)>> RunningAsync(Viewer viewer, int most, CancellationToken ct) =>
        viewer.May(Permission.ViewOnCall) ? await runs.RunningAsync(most, ct) : [];

    /// <returns>false when the viewer may not, or it was not running.</returns>
    public async Task<bool> StopAsync(Viewer viewer, AlarmId alarm, CancellationToken ct)
    {
        if (!viewer.May(Permission.AcknowledgeAlarms) || await alarms.FindAsync(viewer.Scope, alarm, ct) is null) return false;
        var now = time.GetUtcNow();
        if (!await runs.StopAsync(alarm, viewer.Name, now, ct)) return false;
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "escalation.stop", alarm.Value, null), ct);
        live.Signal(LiveTopic.Notifications);
        return true;
    }

    /// <summary>What a link in a message is about, as far as its person may see and do it now.</summary>
    public async Task<LinkView> ReadAsync(SignedLink link, CancellationToken ct)
    {
        if ((await people.LoadAsync(ct)).GetValueOrDefault(link.Person) is not { IsStaff: true } person || !AlarmId.TryParse(link.Subject, null, out var id)) return LinkView.Over;
        if (person.LockedUntil > time.GetUtcNow()) return LinkView.Over with { Refusal = LinkRefusal.Locked };
        if (!person.Who.May(Permission.ViewAlarms) || await alarms.FindAsync(person.Who.Scope, id, ct) is not { } row) return LinkView.Over;
        return new(person, row, person.Who.May(Permission.AcknowledgeAlarms) ? null : LinkRefusal.Role);
    }

    /// <summary>Acknowledges as the person the link was made for, with the rights they have now.</summary>
    /// <returns>The alarm afterwards, whoever was first; null when the link does not allow it any more.</returns>
    public async Task<Alarm?> AcknowledgeAsync(SignedLink link, CancellationToken ct)
    {
        if (await ReadAsync(link, ct) is not { Refusal: null, Person: { } person, Row: { } row }) return null;
        var now = time.GetUtcNow();
        if (await alarms.AcknowledgeAsync(person.Who.Scope, row.Alarm.Id, person.Name, now, ct) is not { } alarm) return null;
        if (alarm.Version != row.Alarm.Version) await audit.WriteAsync(new(now, person.Id, person.Name, "alarm.acknowledge", row.Alarm.Id.Value, "link"), ct);
        live.Signal(LiveTopic.Alarms);
        live.Signal(LiveTopic.Of(alarm.Device));
        live.Signal(LiveTopic.Notifications);
        return alarm;
    }
}

/// <summary>All that was done to tell people about one alarm.</summary>
/// <param name="Run">null when nothing was.</param>
public sealed record EscalationStory(
    EscalationRun? Run, IReadOnlyList<EscalationEvent> Events, IReadOnlyList<Notification> Told, IReadOnlyList<Receipt> Receipts);
