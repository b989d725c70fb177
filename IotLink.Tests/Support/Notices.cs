using IotLink.Core.Adapters.Relational;
using IotLink.Core.Notifications;

namespace IotLink.Tests.Support;

/// <summary>Notifications for tests of the outbox, with defaults, put there as a decision puts them.</summary>
internal static class Notices
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public static Notification To(string person, string subject = "A1-a", ChannelKind channel = ChannelKind.Mail, bool urgent = false, DateTimeOffset? at = null) => new()
    {
        Id = $"{subject}/1/0/0/{channel}/{person}",
        PersonId = person,
        PersonName = $"이름 {person}",
        Channel = channel,
        Address = channel == ChannelKind.Portal ? "" : $"{person}@example.com",
        Language = "ko",
        Facts = new(subject, urgent ? "critical" : "high", "온도 상한 초과", "d-a", "prod-a", "화성 1공장", "한빛정밀", "tempC 84.6 > 80", Plant.Noon),
        Urgent = urgent,
        CreatedAt = at ?? Plant.Noon,
        DueAt = at ?? Plant.Noon,
        State = channel == ChannelKind.Portal ? NotificationState.Delivered : NotificationState.Waiting,
    };

    public static Task AddAsync(this RelationalDatabase database, IEnumerable<Notification> notices, CancellationToken ct) => database.WriteAsync(
        db =>
        {
            db.Notifications.AddRange(notices.Select(NotificationEntity.Of));
            return Task.FromResult(true);
        },
        ct);
}
