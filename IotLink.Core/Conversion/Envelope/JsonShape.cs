using System.Text.Json;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>What can be wrong with a JSON message, said with the place.</summary>
internal static class JsonShape
{
    /// <summary>Deeper than any message of ours; a payload of brackets must not cost anything.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    public static Refusal Wrong(in Utf8JsonReader reader, string path, string expected) =>
        new(Reason.JsonShape, $"{path} is {Name(reader.TokenType)}, expected {expected}.", (int)reader.TokenStartIndex);

    public static Refusal? Time(ref Utf8JsonReader reader, string path, out DateTimeOffset? time)
    {
        reader.Read();
        return Timestamps.TryRead(ref reader, out time) ? null : Wrong(reader, path, "epoch milliseconds or ISO 8601");
    }

    /// <summary>The byte a broken payload broke at. The parser counts lines; payloads are one stretch of bytes.</summary>
    public static Refusal Malformed(ReadOnlySpan<byte> payload, JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--) start += payload[start..].IndexOf((byte)'\n') + 1;
        var at = (int)Math.Min(payload.Length, start + (e.BytePositionInLine ?? 0));
        var text = e.Message;
        var place = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new(Reason.JsonMalformed, place < 0 ? text : text[..place], at);
    }

    private static string Name(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
