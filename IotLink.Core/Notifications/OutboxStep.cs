namespace IotLink.Core.Notifications;

/// <summary>How a notification goes on after an attempt. Pure: the outbox loads, this decides, the outbox saves.</summary>
public static class OutboxStep
{
    public static Notification After(Notification sent, SendResult result, DateTimeOffset now) => result.Outcome switch
    {
        SendOutcome.Sent => sent with { State = NotificationState.Sent, SentAt = now, Reason = null, Detail = result.ProviderId },
        SendOutcome.Refused => sent with { State = NotificationState.GivenUp, Reason = result.Reason, Detail = result.Detail },
        SendOutcome.Unclear => sent with { State = NotificationState.Unclear, Reason = result.Reason, Detail = result.Detail },
        SendOutcome.Withdrawn => sent with { State = NotificationState.Waiting, DueAt = now, MessageKey = null },
        _ when RetryPlan.After(sent.Attempts) is { } wait =>
            sent with { State = NotificationState.Waiting, DueAt = now + wait, Reason = result.Reason, Detail = result.Detail },
        _ => sent with { State = NotificationState.GivenUp, Reason = DeliveryReason.Exhausted, Detail = result.Detail },
    };

    /// <summary>A host ended while it was sending.</summary>
    /// <param name="deduplicates">Whether the channel tells a repeat by its key; then the same message goes again.</param>
    public static Notification Interrupted(Notification sending, bool deduplicates, DateTimeOffset now) => deduplicates
        ? sending with { State = NotificationState.Waiting, DueAt = now, Reason = DeliveryReason.Interrupted }
        : sending with { State = NotificationState.Unclear, Reason = DeliveryReason.Interrupted };
}
