using System.Globalization;

namespace IotLink.Core.Products.Framing;

/// <summary>
/// Bytes to answer a frame with: hex pairs, texts in single quotes and placeholders, <c>78 78 05 {kind} {serial} {crc} 0d 0a</c>. <c>{crc}</c> is the reply's own
/// checksum, <c>{frame.crc}</c> the one of the frame answered, <c>{reason}</c> the refusal as a byte, <c>{time.unix}</c> and the like the time of
/// the answer, others are the framing's fields.
/// </summary>
public sealed class ReplyTemplate
{
    /// <summary>More than any device's acknowledgement needs.</summary>
    public const int MaxLength = 128;

    private ReplyTemplate(IReadOnlyList<ReplyPart> parts) => Parts = parts;

    public IReadOnlyList<ReplyPart> Parts { get; }

    /// <returns>null when it cannot be read; <paramref name="fault"/> then says why.</returns>
    public static ReplyTemplate? Parse(
        string text, IReadOnlyDictionary<string, FrameField> fields, ChecksumRule? checksum, out string fault)
    {
        var parts = new List<ReplyPart>();
        var size = 0;
        foreach (var word in Words(text))
        {
            if (word is ['\'', .., '\''] && word.All(char.IsAscii))
            {
                parts.AddRange(word[1..^1].Select(c => new ReplyPart(ReplyPartKind.Literal, (byte)c, default, 1)));
                size += word.Length - 2;
                continue;
            }

            var part = word[0] == '{' && word[^1] == '}' ? Named(word[1..^1], fields, checksum) : Hex(word);
            if (part is not { } known)
            {
                fault = $"'{word}' is neither a hex byte, a text in quotes, nor one of {{crc}}, {{frame.crc}}, {{reason}}, {{time.unix}}, {{time.ymdhms}}, {{time.bcd}}, {{time.yyyyMMddHHmmss}}"
                    + string.Concat(fields.Keys.Select(name => $", {{{name}}}")) + (checksum is null ? " (no crc is declared)" : "") + ". Bytes of the frame get a name under 'framing: fields'.";
                return null;
            }

            parts.Add(known);
            size += known.Size;
        }

        fault = size is > 0 and <= MaxLength ? "" : $"A reply has 1 to {MaxLength} bytes.";
        return fault.Length == 0 ? new(parts) : null;
    }

    /// <summary>Parts between spaces; a text in single quotes is one part.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var quote = text[at] == '\'' ? text.IndexOf('\'', at + 1) : -1;
            var space = text.IndexOf(' ', at);
            var end = quote >= 0 ? quote + 1 : space < 0 ? text.Length : space;
            yield return text[at..end];
            at = end;
        }
    }

    private static ReplyPart? Hex(string word) =>
        word.Length == 2 && byte.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new(ReplyPartKind.Literal, value, default, 1)
            : null;

    private static ReplyPart? Named(string name, IReadOnlyDictionary<string, FrameField> fields, ChecksumRule? checksum) => name switch
    {
        "crc" when checksum is not null => new(ReplyPartKind.Checksum, 0, default, checksum.Width),
        "frame.crc" when checksum is not null => new(ReplyPartKind.FrameChecksum, 0, default, checksum.Width),
        "reason" => new(ReplyPartKind.Reason, 0, default, 1),
        _ when name.StartsWith(ReplyTime.Prefix, StringComparison.Ordinal) => ReplyTime.Parse(name) is { } time ? new(ReplyPartKind.Time, 0, default, time.Size) { Time = time } : null,
        _ when fields.TryGetValue(name, out var field) => new(ReplyPartKind.Field, 0, field, field.Size),
        _ => null,
    };
}

public enum ReplyPartKind : byte { Literal, Field, FrameChecksum, Checksum, Reason, Time }

public readonly record struct ReplyPart(ReplyPartKind Kind, byte Literal, FrameField Field, int Size)
{
    /// <summary>How it is written, of a <see cref="ReplyPartKind.Time"/>.</summary>
    public ReplyTime? Time { get; init; }
}
