using System.Text;
using System.Text.Json;

namespace IotLink.Portal.Features.Documents;

/// <summary>Writes a JSON message on one line, as YAML reads it: <c>{t: 21.5, rows: [{v: 1}]}</c>.</summary>
internal static class JsonInYaml
{
    /// <summary>YAML looks 1,024 characters ahead for the colon; a character is six at most when escaped.</summary>
    private const int LongestName = 150;

    /// <summary>YAML takes 64 levels in a whole document.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <returns>null when it is no JSON object or list, or one that would not come back the same.</returns>
    public static string? Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var read = JsonDocument.Parse(json, Options);
            if (read.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return null;
            var text = new StringBuilder();
            return TryWrite(text, read.RootElement) ? text.ToString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a surrogate pair in an escape: such a message is written as the text it is.
            return null;
        }
    }

    private static bool TryWrite(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                return TryList(text, '{', '}', value.EnumerateObject(), property =>
                {
                    text.Append(IsWord(property.Name) ? property.Name : TestLines.InQuotes(property.Name)).Append(": ");
                    return property.Name.Length <= LongestName && TryWrite(text, property.Value);
                });
            case JsonValueKind.Array:
                return TryList(text, '[', ']', value.EnumerateArray(), item => TryWrite(text, item));
            case JsonValueKind.String:
                text.Append(TestLines.InQuotes(value.GetString()!));
                return true;
            default:
                text.Append(value.GetRawText());
                return true;
        }
    }

    private static bool IsWord(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    private static bool TryList<T>(StringBuilder text, char open, char close, IEnumerable<T> items, Func<T, bool> tryWrite)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) text.Append(", ");
            isFirst = false;
            if (!tryWrite(item)) return false;
        }

        text.Append(close);
        return true;
    }
}
