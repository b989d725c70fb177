namespace IotLink.Core.Notifications;

/// <summary>One message to one address, about one or several things.</summary>
/// <param name="Key">The same for every attempt: what the channel may tell a repeat by.</param>
/// <param name="Text">Plain text: the mail's text part, the SMS, or what the voice reads.</param>
/// <param name="Html">For mail only.</param>
/// <param name="About">What it is about, for a channel that sends data.</param>
public sealed record OutgoingMessage(
    string Key, string Address, string Language, string Subject, string Text, string Html, IReadOnlyList<NotificationFacts> About);
