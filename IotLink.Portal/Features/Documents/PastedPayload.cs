using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IotLink.Core.Messages;

namespace IotLink.Portal.Features.Documents;

/// <summary>What somebody pasted: hexadecimal digits in any dress (<c>0x01, 4E</c>, <c>01:4e</c>), base64, JSON or CSV.</summary>
public sealed partial record PastedPayload(PayloadFormat Format, ReadOnlyMemory<byte> Bytes)
{
    public const int MaxLength = 64 * 1024;

    /// <returns>null when it is none of these, or too long.</returns>
    public static PastedPayload? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > 4 * MaxLength) return null;
        if (trimmed[0] is '{' or '[') return Json(trimmed);
        if (Hex(trimmed) is { } bytes) return Binary(bytes);
        if (trimmed.Contains('\n', StringComparison.Ordinal) && trimmed.AsSpan().ContainsAny(',', ';', '\t')) return new(PayloadFormat.Csv, Encoding.UTF8.GetBytes(trimmed));
        return Base64(trimmed) is { } decoded ? Binary(decoded) : null;
    }

    /// <summary>Pairs of digits; commas, colons, dashes, spaces and <c>0x</c> between them do not matter.</summary>
    public static byte[]? Hex(string text)
    {
        var digits = Dress().Replace(text, "");
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : null;
    }

    private static PastedPayload? Binary(byte[] bytes) => bytes.Length <= MaxLength ? new(PayloadFormat.Binary, bytes) : null;

    private static PastedPayload? Json(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            return new(PayloadFormat.Json, Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Base64(string text)
    {
        var buffer = new byte[text.Length];
        return text.Length >= 4 && Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }

    /// <summary>As the spec's tests write it: <c>01 4e 02</c>.</summary>
    public static string Spaced(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes) text.Append(text.Length > 0 ? " " : "").Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    [GeneratedRegex(@"0[xX]|[\s,;:\-_]")]
    private static partial Regex Dress();
}
