using System.Globalization;
using System.Resources;

namespace IotLink.Ingest.Delivery;

/// <summary>The words of messages in one language, from <c>MessageTexts.resx</c> and <c>MessageTexts.ko.resx</c>.</summary>
internal sealed class MessageTexts
{
    private static readonly ResourceManager Texts = new("IotLink.Ingest.Delivery.MessageTexts", typeof(MessageTexts).Assembly);

    private readonly CultureInfo _culture;

    private MessageTexts(CultureInfo culture) => _culture = culture;

    public string Language => _culture.TwoLetterISOLanguageName;

    public string this[string key, params object[] values] => string.Format(_culture, Texts.GetString(key, _culture) ?? key, values);

    public string Severity(string severity) => this[$"Severity.{severity}"];

    public static MessageTexts In(string language) => new(CultureInfo.GetCultureInfo(language == "en" ? "en" : "ko"));
}
