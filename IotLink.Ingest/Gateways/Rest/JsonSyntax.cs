using System.Text.Json;
using System.Text.Unicode;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>Where a JSON text breaks its grammar.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">Byte in the line, from 1.</param>
internal sealed record JsonFault(Refusal Refusal, int Line, int Column)
{
    /// <summary>Looks at grammar and encoding only; what the text means is for the product's spec.</summary>
    /// <returns>null when it is well-formed.</returns>
    public static JsonFault? Find(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: true, default);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            var at = OffsetOf(text, e.LineNumber ?? 0, e.BytePositionInLine ?? 0);
            return At(text, at, Reason.JsonMalformed, Say(e));
        }

        return Utf8.IsValid(text) ? null : At(text, BadByte(text), Reason.EncodingMalformed, "The text is not UTF-8.");
    }

    private static JsonFault At(ReadOnlySpan<byte> text, int offset, string reason, string detail)
    {
        var before = text[..offset];
        var line = before.Count((byte)'\n') + 1;
        var column = offset - before.LastIndexOf((byte)'\n');
        return new(new(reason, detail, offset), line, column);
    }

    /// <summary>The reader's message without the position it appends, which counts from 0.</summary>
    private static string Say(JsonException e)
    {
        var position = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? e.Message : e.Message[..position];
    }

    private static int OffsetOf(ReadOnlySpan<byte> text, long line, long column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = text[start..].IndexOf((byte)'\n');
            if (end < 0) break;
            start += end + 1;
        }

        return (int)Math.Min(start + column, text.Length);
    }

    private static int BadByte(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[256];
        var at = 0;
        while (at < text.Length)
        {
            var status = Utf8.ToUtf16(text[at..], chars, out var read, out _, replaceInvalidSequences: false, isFinalBlock: true);
            at += read;
            if (status == System.Buffers.OperationStatus.InvalidData) break;
        }

        return Math.Min(at, text.Length);
    }
}
