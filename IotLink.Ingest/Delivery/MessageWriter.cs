using System.Globalization;
using System.Text;
using IotLink.Core.Calendars;
using IotLink.Core.Notifications;

namespace IotLink.Ingest.Delivery;

/// <summary>Puts notifications into words: one message, in the person's language, worst alarm first.</summary>
public sealed class MessageWriter(LinkSigner links, SiteCalendar calendar, TimeProvider time)
{
    /// <summary>More are counted, not listed.</summary>
    private const int MostListed = 20;

    private const int LongestSms = 600;

    public OutgoingMessage Write(TakenMessage taken)
    {
        var first = taken.First;
        var words = MessageTexts.In(first.Language);
        List<NotificationFacts> about = [.. taken.Parts.Select(p => p.Facts).DistinctBy(f => f.Subject)];
        var text = first.Channel switch
        {
            ChannelKind.Sms => Sms(words, about, first.PersonId),
            ChannelKind.Voice => Voice(words, about),
            _ => Text(words, about, first.PersonId),
        };
        return new(taken.Key, first.Address, first.Language, Subject(words, about), text, Html(words, about, first.PersonId), about);
    }

    private static string Subject(MessageTexts words, List<NotificationFacts> about)
    {
        var worst = about[0];
        var head = $"[{words.Severity(worst.Severity)}] {worst.Title} — {worst.Site ?? worst.Device}";
        return about.Count == 1 ? head : words["AndMore", head, about.Count - 1];
    }

    private string Text(MessageTexts words, List<NotificationFacts> about, string person)
    {
        var text = new StringBuilder(words[about.Count == 1 ? "IntroOne" : "IntroMany", about.Count]).Append("\n\n");
        foreach (var f in about.Take(MostListed))
        {
            text.Append(CultureInfo.InvariantCulture, $"[{words.Severity(f.Severity)}] {f.Title}\n{Where(f)}\n{f.Evidence}\n{At(f, words)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{words["Acknowledge"]}: {Link(f, person)}\n{words["Open"]}: {links.AlarmUrl(f.Subject)}\n\n");
        }

        if (about.Count > MostListed) text.Append(words["Rest", about.Count - MostListed]).Append("\n\n");
        return text.Append(words["Footer"]).Append('\n').ToString();
    }

    private string Html(MessageTexts words, List<NotificationFacts> about, string person) => MailHtml.Write(
        words,
        words[about.Count == 1 ? "IntroOne" : "IntroMany", about.Count],
        [.. about.Take(MostListed).Select(f => new MailCard(
            words.Severity(f.Severity), Colour(f.Severity), f.Title, Where(f), f.Evidence, At(f, words), Link(f, person), links.AlarmUrl(f.Subject)))],
        about.Count > MostListed ? words["Rest", about.Count - MostListed] : null);

    private string Sms(MessageTexts words, List<NotificationFacts> about, string person)
    {
        var said = $"{Subject(words, about)}\n{about[0].Evidence}";
        if (said.Length > LongestSms) said = said[..LongestSms];
        return $"{said}\n{words["Acknowledge"]}: {Link(about[0], person)}";
    }

    private static string Voice(MessageTexts words, List<NotificationFacts> about) =>
        words[about.Count == 1 ? "VoiceOne" : "VoiceMany", words.Severity(about[0].Severity), about[0].Title, about[0].Site ?? about[0].Device, about.Count - 1];

    private string Link(NotificationFacts f, string person) => links.AcknowledgeUrl(f.Subject, person, time.GetUtcNow());

    private static string Where(NotificationFacts f) =>
        string.Join(" · ", new[] { f.Customer, f.Site, f.Product, f.Device }.Where(part => !string.IsNullOrEmpty(part)));

    private string At(NotificationFacts f, MessageTexts words) =>
        words["RaisedAt", calendar.Local(f.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)];

    private static string Colour(string severity) => severity switch { "critical" => "#9b0f3c", "high" => "#f08a24", "medium" => "#ffe58f", _ => "#bbd7f5" };
}
