using IotLink.Core.Notifications;

namespace IotLink.Core.Adapters.Relational;

internal sealed class ReceiptEntity
{
    public long Id { get; set; }

    public required string NotificationId { get; set; }

    public DateTimeOffset At { get; set; }

    public NotificationState State { get; set; }

    public int Attempt { get; set; }

    public string? Reason { get; set; }

    public string? Detail { get; set; }

    public static ReceiptEntity Of(NotificationEntity n, DateTimeOffset at) =>
        new() { NotificationId = n.Id, At = at, State = n.State, Attempt = n.Attempts, Reason = n.Reason, Detail = n.Detail };

    public Receipt ToReceipt() => new(NotificationId, At, State, Attempt, Reason, Detail);
}
