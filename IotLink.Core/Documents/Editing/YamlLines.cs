namespace IotLink.Core.Documents.Editing;

/// <summary>The lines a place in a text belongs to.</summary>
internal static class YamlLines
{
    public static int Start(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    /// <summary>Where the line's last character is over; its line break stands there.</summary>
    public static int End(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        if (end < 0) return text.Length;
        return end > at && text[end - 1] == '\r' ? end - 1 : end;
    }

    public static int Column(string text, int at) => at - Start(text, at);

    public static bool IsBlank(string text, int from, int to) => text.AsSpan(from, to - from).IsWhiteSpace();
}
