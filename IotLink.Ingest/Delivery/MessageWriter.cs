using System.Globalization;
using System.Net;
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

    private string Html(MessageTexts words, List<NotificationFacts> about, string person)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words.Language}\"><body style=\"font-family:Pretendard,'Malgun Gothic',sans-serif;color:#1b2430\">");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(words[about.Count == 1 ? "IntroOne" : "IntroMany", about.Count])}</p>");
        foreach (var f in about.Take(MostListed))
        {
            html.Append(CultureInfo.InvariantCulture, $"<div style=\"border:1px solid #dde3ea;border-left:6px solid {Colour(f.Severity)};border-radius:8px;padding:12px;margin:0 0 12px\">");
            html.Append(CultureInfo.InvariantCulture, $"<strong>[{Safe(words.Severity(f.Severity))}] {Safe(f.Title)}</strong><br>{Safe(Where(f))}<br><code>{Safe(f.Evidence)}</code><br>{Safe(At(f, words))}");
            html.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Safe(Link(f, person))}\" style=\"background:#0b5cad;color:#fff;padding:8px 16px;border-radius:8px;text-decoration:none\">{Safe(words["Acknowledge"])}</a> &nbsp; <a href=\"{Safe(links.AlarmUrl(f.Subject))}\">{Safe(words["Open"])}</a></p></div>");
        }

        if (about.Count > MostListed) html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(words["Rest", about.Count - MostListed])}</p>");
        return html.Append(CultureInfo.InvariantCulture, $"<p style=\"color:#4a5665;font-size:12px\">{Safe(words["Footer"])}</p></body></html>").ToString();
    }

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

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
