namespace IotLink.Core.Notifications;

/// <summary>One thing that happened to a notification.</summary>
/// <param name="Reason">Code from <see cref="DeliveryReason"/>; null when it went well.</param>
/// <param name="Detail">The provider's own words.</param>
public sealed record Receipt(string Notification, DateTimeOffset At, NotificationState State, int Attempt, string? Reason, string? Detail);
