namespace IotLink.Core.Notifications;

/// <summary>Makes and reads the links in messages.</summary>
/// <param name="PublicUrl">Where the portal is for the people who get them.</param>
/// <param name="Life">How long a link works.</param>
public sealed record LinkSigner(Uri PublicUrl, byte[] Key, TimeSpan Life)
{
    public const string Path = "/a/ack";

    public string AcknowledgeUrl(string subject, string person, DateTimeOffset now) =>
        new Uri(PublicUrl, $"{Path}?token={new SignedLink(subject, person, now + Life).ToToken(Key)}").ToString();

    /// <summary>Leads everybody to the alarm in their own shell.</summary>
    public string AlarmUrl(string subject) => new Uri(PublicUrl, $"/alarms/{Uri.EscapeDataString(subject)}").ToString();

    public SignedLink? Read(string? token, DateTimeOffset now) => SignedLink.Read(token, Key, now);
}
