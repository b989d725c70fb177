namespace IotLink.Core.Notifications;

/// <summary>What a message says, as facts: words are chosen when it is written, in the reader's language.</summary>
/// <param name="Subject">Id of what it is about: an alarm's id.</param>
/// <param name="Severity">Lower case: <c>critical</c>.</param>
/// <param name="At">Event time.</param>
public sealed record NotificationFacts(
    string Subject, string Severity, string Title, string Device, string Product, string? Site, string? Customer, string Evidence, DateTimeOffset At);
