using IotLink.Core.Alarms.Escalation;
using IotLink.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

/// <summary>
/// Follows every change of an alarm, whoever makes it, in the same transaction: one that is raised begins to be told, one that somebody has
/// taken on, that is suppressed or over, is told no more. So a crash cannot come between the two.
/// </summary>
internal static class AlarmPaging
{
    public static async Task FollowAsync(IotLinkDb db, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<AlarmEntity>().Where(e => e.State is EntityState.Added or EntityState.Modified).ToList();
        if (changed.Count == 0) return;
        var ids = changed.Where(e => e.State == EntityState.Modified).Select(e => e.Entity.Id).ToList();
        var runs = ids.Count == 0 ? [] : await db.Escalations.Where(r => EF.Parameter(ids).Contains(r.AlarmId)).ToDictionaryAsync(r => r.AlarmId, ct);
        var repaired = db.ChangeTracker.Entries<RepairEntity>().Select(e => e.Entity.AlarmId).ToHashSet(StringComparer.Ordinal);
        var quiet = new List<AlarmEntity>();
        foreach (var alarm in changed.Select(e => e.Entity))
        {
            if (NeedsPeople(alarm)) Begin(db, alarm, runs.GetValueOrDefault(alarm.Id), repaired.Contains(alarm.Id));
            else if (runs.TryGetValue(alarm.Id, out var run) && run.State != EscalationState.Ended) quiet.Add(alarm);
        }

        foreach (var alarm in quiet) runs[alarm.Id].End(EscalationState.Ended, alarm.IsOpen ? alarm.AcknowledgedBy : null);
        if (quiet.Count > 0) await WithdrawAsync(db, quiet.ConvertAll(a => a.Id), quiet.Max(SinceWhen), ct);
    }

    /// <summary>What has not left the house is not sent. What a host is preparing it will find withdrawn when it hands over.</summary>
    public static async Task WithdrawAsync(IotLinkDb db, List<string> subjects, DateTimeOffset now, CancellationToken ct)
    {
        var open = await db.Notifications
            .Where(n => EF.Parameter(subjects).Contains(n.Subject) && (n.State == NotificationState.Waiting || n.State == NotificationState.Taken)).ToListAsync(ct);
        foreach (var n in open) Withdraw(db, n, now);
    }

    public static void Withdraw(IotLinkDb db, NotificationEntity n, DateTimeOffset now)
    {
        (n.State, n.Reason, n.Version) = (NotificationState.Withdrawn, DeliveryReason.Withdrawn, n.Version + 1);
        db.Receipts.Add(ReceiptEntity.Of(n, now));
    }

    /// <returns>The subjects of these that nobody needs to be told about any more.</returns>
    public static async Task<HashSet<string>> OverAsync(IotLinkDb db, List<NotificationEntity> parts, CancellationToken ct)
    {
        var subjects = parts.Select(p => p.Subject).Distinct(StringComparer.Ordinal).ToList();
        var over = db.Escalations.Where(r => EF.Parameter(subjects).Contains(r.AlarmId)
            && (r.State == EscalationState.Ended || r.State == EscalationState.Stopped)).Select(r => r.AlarmId);
        return [.. await over.ToListAsync(ct)];
    }

    /// <summary>
    /// When no message of a step has reached anybody outside the portal, the next step does not wait: nobody is forgotten because a server
    /// refused, or because a host ended while it was sending. Two hosts that lose a message each at the same time both touch the run, so that
    /// the later one sees what the other lost.
    /// </summary>
    public static async Task HurryAsync(IotLinkDb db, IEnumerable<NotificationEntity> settled, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var subject in settled.Where(IsLost).Select(n => n.Subject).Distinct(StringComparer.Ordinal).ToList())
        {
            if (await db.Escalations.FirstOrDefaultAsync(r => r.AlarmId == subject && r.State == EscalationState.Running, ct) is not { } run || run.DueAt <= now) continue;
            run.Version++;
            var told = await db.Notifications.Where(n => n.Subject == subject && n.Channel != ChannelKind.Portal).ToListAsync(ct);
            var step = told.Where(n => n.CreatedAt == told.Max(t => t.CreatedAt)).ToList();
            if (step.TrueForAll(IsLost)) run.DueAt = now;
        }
    }

    private static bool IsLost(NotificationEntity n) => n.State is NotificationState.GivenUp or NotificationState.Unclear;

    private static bool NeedsPeople(AlarmEntity alarm) => alarm is { IsOpen: true, AcknowledgedAt: null, SuppressedAs: null };

    private static void Begin(IotLinkDb db, AlarmEntity alarm, EscalationEntity? run, bool isRepaired)
    {
        if (run is null)
        {
            db.Escalations.Add(run = new() { AlarmId = alarm.Id });
            run.Begin(alarm.NoticedAt, 1);

            // A remedy comes first: people are told when it has had the time to begin and has not.
            if (isRepaired) run.DueAt += EscalationCourse.Held;
        }
        else if (run.State == EscalationState.Ended)
        {
            run.Begin(DateTimeOffset.UnixEpoch, run.Round + 1);
        }
    }

    private static DateTimeOffset SinceWhen(AlarmEntity alarm) => alarm.ResolvedAt ?? alarm.AcknowledgedAt ?? alarm.NoticedAt;
}
