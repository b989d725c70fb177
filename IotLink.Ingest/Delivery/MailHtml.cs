using System.Globalization;
using System.Net;
using System.Text;

namespace IotLink.Ingest.Delivery;

/// <summary>One alarm as a mail shows it; texts as they are, not yet escaped.</summary>
internal sealed record MailCard(string Severity, string Colour, string Title, string Where, string Evidence, string At, string Acknowledge, string Open);

/// <summary>
/// The HTML part of a mail: tables and inline styles, because mail programs know little else; readable with pictures off, on a phone and in
/// the dark.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:Pretendard,'Apple SD Gothic Neo','Malgun Gothic','Segoe UI',sans-serif";
    private const string Button = "display:inline-block;padding:12px 24px;border-radius:8px;text-decoration:none;font-weight:600";

    public static string Write(MessageTexts words, string intro, IReadOnlyList<MailCard> cards, string? rest)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light\"></head>");
        html.Append(CultureInfo.InvariantCulture, $"<body style=\"margin:0;padding:24px 12px;background:#eef2f6;color:#1b2430;{Font};font-size:15px;line-height:1.5\">");
        html.Append("<table role=\"presentation\" align=\"center\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" style=\"max-width:600px;margin:0 auto\">");
        html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:0 4px 16px\"><strong style=\"color:#0b5cad\">IotLink</strong><br>{Safe(intro)}</td></tr>");
        foreach (var card in cards) Append(html, words, card);
        if (rest is not null) html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:0 4px 16px\">{Safe(rest)}</td></tr>");
        return html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"padding:8px 4px;color:#4a5665;font-size:13px\">{Safe(words["Footer"])}</td></tr></table></body></html>").ToString();
    }

    private static void Append(StringBuilder html, MessageTexts words, MailCard card)
    {
        html.Append("<tr><td style=\"padding-bottom:16px\"><table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" ");
        html.Append(CultureInfo.InvariantCulture, $"style=\"background:#fff;border:1px solid #dde3ea;border-left:6px solid {card.Colour};border-radius:8px\"><tr><td style=\"padding:16px 20px\">");
        html.Append(CultureInfo.InvariantCulture, $"<div style=\"font-size:13px;color:#4a5665\">{Safe(card.Severity)} · {Safe(card.At)}</div>");
        html.Append(CultureInfo.InvariantCulture, $"<h1 style=\"margin:4px 0;font-size:18px\">{Safe(card.Title)}</h1><div>{Safe(card.Where)}</div>");
        html.Append(CultureInfo.InvariantCulture, $"<div style=\"margin:12px 0;padding:8px 12px;background:#f3f6f9;border-radius:6px;font-family:Consolas,monospace;font-size:14px\">{Safe(card.Evidence)}</div>");
        html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Safe(card.Acknowledge)}\" style=\"{Button};background:#0b5cad;color:#fff\">{Safe(words["Acknowledge"])}</a> &nbsp; ");
        html.Append(CultureInfo.InvariantCulture, $"<a href=\"{Safe(card.Open)}\" style=\"color:#0b5cad\">{Safe(words["Open"])}</a></td></tr></table></td></tr>");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
