using System.Buffers;
using System.Globalization;
using System.Text;
using YamlDotNet.Core;

namespace IotLink.Core.Documents.Editing;

/// <summary>Values as YAML: plain where that is read back as the same text, else in quotes; collections in brackets.</summary>
internal static class YamlWriting
{
    private const string Special = "-?:,[]{}#&*!|>'\"%@`";
    private static readonly SearchValues<char> FlowMarks = SearchValues.Create("[]{},:");

    public static string Flow(DocumentValue value) => value switch
    {
        DocumentValue.Many many => $"[{string.Join(", ", many.Items.Select(Flow))}]",
        DocumentValue.Keyed keyed => $"{{{string.Join(", ", keyed.Entries.Select(e => Entry(e.Key, e.Value, isFlow: true)))}}}",
        DocumentValue.Word word => Word(word.Text, isFlow: true),
        _ => "",
    };

    public static string Value(DocumentValue value, bool isFlow) => value is DocumentValue.Word word ? Word(word.Text, isFlow) : Flow(value);

    public static string Entry(string key, DocumentValue value, bool isFlow) => $"{Word(key, isFlow)}: {Value(value, isFlow)}";

    /// <summary>One entry per line, all but the first indented.</summary>
    public static string Lines(DocumentValue.Keyed value, string indent) =>
        string.Join("\n" + indent, value.Entries.Select(e => Entry(e.Key, e.Value, isFlow: false)));

    /// <summary>In the quotes the value had before, when it can be.</summary>
    public static string Like(ScalarStyle before, string text, bool isFlow) => before switch
    {
        ScalarStyle.DoubleQuoted => Quoted(text),
        ScalarStyle.SingleQuoted when !text.Any(char.IsControl) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => Word(text, isFlow),
    };

    private static string Word(string text, bool isFlow) => IsPlain(text, isFlow) ? text : Quoted(text);

    private static bool IsPlain(string text, bool isFlow)
    {
        if (text.Length == 0 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.Any(IsOdd)) return false;
        if (Special.Contains(text[0]) && (text[0] is not '-' || text.Length == 1 || !char.IsAsciiLetterOrDigit(text[1]))) return false;
        if (text is "---" or "..." || text.StartsWith("--- ", StringComparison.Ordinal) || text.StartsWith("... ", StringComparison.Ordinal)) return false;
        if (text[^1] == ':' || text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)) return false;
        if (isFlow && text.AsSpan().ContainsAny(FlowMarks)) return false;
        return !LooksLikeHours(text);
    }

    /// <summary>YAML 1.1 reads 09:00 as a number of minutes; other tools still do.</summary>
    private static bool LooksLikeHours(string text) => text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiDigit(c) || c == ':');

    private static bool IsOdd(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u0085' or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF';

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c == '\n') quoted.Append("\\n");
            else if (c == '\t') quoted.Append("\\t");
            else if (IsOdd(c) && !char.IsSurrogate(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
