using System.Globalization;
using System.Text.Json;
using IotLink.Core.Conversion.Envelope;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Notices;

/// <summary>Reads the rare JSON messages that are not telemetry. Liberal: several spellings of a key, text or number.</summary>
internal static class NoticeJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonShape.Options.MaxDepth };

    /// <returns>null when it is not a JSON object; <paramref name="refusal"/> then says why.</returns>
    public static JsonDocument? Parse(in ConversionContext context, out Refusal? refusal)
    {
        refusal = null;
        if (context.Message.Format != PayloadFormat.Json)
        {
            refusal = new(Reason.JsonShape, "This role needs the format json.", 0);
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(context.Message.Payload, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            refusal = new(Reason.JsonShape, "The message is not an object.", 0);
        }
        catch (JsonException e)
        {
            refusal = JsonShape.Malformed(context.Message.Payload.Span, e);
        }

        return null;
    }

    /// <summary>The first of the keys that is text or a number, as text.</summary>
    public static string? Text(this JsonElement map, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!map.TryGetProperty(key, out var value)) continue;
            if (value.ValueKind == JsonValueKind.String && Said(value) is { Length: > 0 } text) return text;
            if (value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        }

        return null;
    }

    public static double? Number(this JsonElement map, params ReadOnlySpan<string> keys) =>
        double.TryParse(map.Text(keys), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// Text of bounded length that every store can keep: PostgreSQL takes neither a NUL nor half of a surrogate pair, and a message that
    /// cannot be stored would hold up its shard. null when it is no valid Unicode.
    /// </summary>
    private static string? Said(JsonElement value)
    {
        try
        {
            var text = value.GetString()!.Replace("\0", "", StringComparison.Ordinal).Trim();
            if (text.Length <= MetricsReader.MaxText) return text;
            return text[..(char.IsHighSurrogate(text[MetricsReader.MaxText - 1]) ? MetricsReader.MaxText - 1 : MetricsReader.MaxText)];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
