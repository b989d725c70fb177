using System.Security.Cryptography;
using System.Text;
using IotLink.Core.Notifications;
using Microsoft.EntityFrameworkCore;

namespace IotLink.Core.Adapters.Relational;

internal sealed class OutboxStore(RelationalDatabase database) : IOutbox
{
    private const int MostParts = 50;

    public Task<TakenMessage?> TakeAsync(string owner, DateTimeOffset now, TimeSpan lease, TimeSpan pace, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            await OneAtATime.EnterAsync(db, OneAtATime.Outbox, ct);
            var recent = now - pace;
            var due = db.Notifications.Where(n =>
                (n.State == NotificationState.Waiting && n.DueAt <= now) || (n.State == NotificationState.Taken && n.LeaseUntil < now));
            var free = due.Where(n => n.Urgent || n.MessageKey != null || n.Channel == ChannelKind.Webhook || !db.Notifications.Any(m =>
                m.PersonId == n.PersonId && m.Channel == n.Channel
                && (m.SentAt > recent || ((m.State == NotificationState.Taken || m.State == NotificationState.Sending) && m.LeaseUntil >= now))));
            if (await free.OrderByDescending(n => n.Urgent).ThenBy(n => n.DueAt).ThenBy(n => n.Id).FirstOrDefaultAsync(ct) is not { } first) return null;

            var together = first.MessageKey is { } known
                ? due.Where(n => n.MessageKey == known)
                : due.Where(n => n.MessageKey == null && n.PersonId == first.PersonId && n.Channel == first.Channel && n.Address == first.Address);
            var parts = await together.OrderByDescending(n => n.Id == first.Id).ThenByDescending(n => n.Urgent).ThenBy(n => n.CreatedAt).ThenBy(n => n.Id)
                .Take(MostParts).ToListAsync(ct);
            if (parts.Count == 0 || parts[0].Id != first.Id) throw new DbUpdateConcurrencyException("It was withdrawn between the two readings.");
            var key = first.MessageKey ?? KeyOf(parts);
            foreach (var part in parts) Hold(part, NotificationState.Taken, key, owner, now + lease);
            return new TakenMessage(key, parts.ConvertAll(p => p.ToNotification()));
        },
        ct);

    public Task<int> SettleInterruptedAsync(IReadOnlySet<ChannelKind> deduplicating, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            var left = await db.Notifications.Where(n => n.State == NotificationState.Sending && n.LeaseUntil < now).ToListAsync(ct);
            foreach (var n in left)
            {
                n.Take(OutboxStep.Interrupted(n.ToNotification(), deduplicating.Contains(n.Channel), now));
                db.Receipts.Add(ReceiptEntity.Of(n, now));
            }

            await AlarmPaging.HurryAsync(db, left, now, ct);
            return left.Count;
        },
        ct);

    public Task<bool> HandOverAsync(string messageKey, string owner, int expected, DateTimeOffset now, TimeSpan lease, CancellationToken ct) =>
        database.WriteAsync(
            async db =>
            {
                var parts = await db.Notifications
                    .Where(n => n.MessageKey == messageKey && n.Owner == owner && n.State == NotificationState.Taken).ToListAsync(ct);
                // One that was acknowledged while an earlier attempt was under way is still here.
                var over = await AlarmPaging.OverAsync(db, parts, ct);
                var whole = parts.Count == expected && over.Count == 0;
                foreach (var part in parts)
                {
                    if (over.Contains(part.Subject))
                    {
                        AlarmPaging.Withdraw(db, part, now);
                        continue;
                    }

                    Hold(part, whole ? NotificationState.Sending : NotificationState.Waiting, whole ? messageKey : null, owner, now + lease);
                    if (whole) part.Attempts++;
                }

                return whole;
            },
            ct);

    public Task RecordAsync(string messageKey, string owner, SendResult result, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async db =>
        {
            // One that was called unclear while its host was only slow is set right here.
            var parts = await db.Notifications.Where(n => n.MessageKey == messageKey && n.Owner == owner
                && (n.State == NotificationState.Taken || n.State == NotificationState.Sending || n.State == NotificationState.Unclear)).ToListAsync(ct);
            foreach (var part in parts)
            {
                if (part.State == NotificationState.Taken && result.Outcome != SendOutcome.Withdrawn) part.Attempts++; // it failed on the way to the channel
                part.Take(OutboxStep.After(part.ToNotification(), result, now));
                if (result.Outcome != SendOutcome.Withdrawn) db.Receipts.Add(ReceiptEntity.Of(part, now));
            }

            await AlarmPaging.HurryAsync(db, parts, now, ct);
            return parts.Count;
        },
        ct);

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken ct) => database.ReadLatestAsync(
        async db => (await db.Notifications.Where(n => n.State == NotificationState.Waiting).OrderBy(n => n.DueAt).FirstOrDefaultAsync(ct))?.DueAt, ct);

    public Task<IReadOnlyList<Notification>> AboutAsync(string subject, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Notification>>(
        async db => Read(await db.Notifications.Where(n => n.Subject == subject).OrderBy(n => n.CreatedAt).ThenBy(n => n.Id).ToListAsync(ct)), ct);

    public Task<IReadOnlyList<Receipt>> ReceiptsAsync(string subject, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Receipt>>(
        async db =>
        {
            var receipts = db.Receipts.Where(r => db.Notifications.Any(n => n.Id == r.NotificationId && n.Subject == subject));
            return [.. (await receipts.OrderBy(r => r.Id).ToListAsync(ct)).Select(r => r.ToReceipt())];
        },
        ct);

    public Task<IReadOnlyList<Notification>> InboxAsync(string person, int count, CancellationToken ct) => database.ReadLatestAsync<IReadOnlyList<Notification>>(
        async db => Read(await Inbox(db, person).OrderByDescending(n => n.CreatedAt).ThenBy(n => n.Id).Take(count).ToListAsync(ct)), ct);

    public Task<int> UnreadAsync(string person, CancellationToken ct) =>
        database.ReadLatestAsync(db => Inbox(db, person).CountAsync(n => n.ReadAt == null, ct), ct);

    public Task MarkReadAsync(string person, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        db => Inbox(db, person).Where(n => n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct), ct);

    public Task<IReadOnlyDictionary<NotificationState, int>> StatesAsync(CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<NotificationState, int>>(
            async db => await db.Notifications.GroupBy(n => n.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct), ct);

    public Task<int> DropAsync(DateTimeOffset before, CancellationToken ct) => database.WriteAsync(
        db => db.Notifications.Where(n => n.CreatedAt < before && n.State != NotificationState.Waiting && n.State != NotificationState.Taken
            && n.State != NotificationState.Sending).ExecuteDeleteAsync(ct), ct);

    private static IQueryable<NotificationEntity> Inbox(IotLinkDb db, string person) =>
        db.Notifications.Where(n => n.PersonId == person && n.Channel == ChannelKind.Portal);

    private static void Hold(NotificationEntity part, NotificationState state, string? key, string owner, DateTimeOffset until)
    {
        (part.State, part.MessageKey, part.Owner, part.LeaseUntil) = (state, key, owner, until);
        part.Version++;
    }

    /// <summary>Follows from the parts, so the same parts are the same message on every host.</summary>
    private static string KeyOf(List<NotificationEntity> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(p => p.Id)))))[..32];

    private static IReadOnlyList<Notification> Read(List<NotificationEntity> rows) => rows.ConvertAll(n => n.ToNotification());
}
