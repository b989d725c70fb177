using IotLink.Core.Expressions;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>Types, names and functions.</summary>
public static partial class SpecVocabulary
{
    /// <summary>The built-in types; a type of the spec's own is one of <c>types</c>.</summary>
    public static IReadOnlyList<SpecWord> Types { get; } =
    [
        .. Enumerable.Range(1, 8).Select(n => new SpecWord($"u{n}", $"A whole number of {n} byte{(n == 1 ? "" : "s")}, without sign.", n == 1 ? "u1" : $"u{n}le")),
        .. Enumerable.Range(1, 8).Select(n => new SpecWord($"s{n}", $"A whole number of {n} byte{(n == 1 ? "" : "s")}, with sign (two's complement).", n == 1 ? "s1" : $"s{n}le")),
        new("u4ws", "Four bytes as two 16-bit words, the low word first (Modbus); also s4ws and f4ws.", "u4ws"),
        new("f2", "Half-precision floating point.", "f2le"),
        new("bf2", "bfloat16 floating point.", "bf2le"),
        new("f4", "Single-precision floating point.", "f4le"),
        new("f8", "Double-precision floating point.", "f8le"),
        new("b1", "One bit, true or false; b2 to b64 are unsigned numbers of so many bits, sb2 to sb64 signed ones. 'le' takes bits from the least significant side.", "b12"),
        new("bool", "One byte; anything but 0 is true.", "bool"),
        new("bcd(n)", "n decimal digits, two to the byte; 'le' for the byte with the lowest digits first.", "bcd(6)le"),
        new("nbcd(n)", "n decimal digits of four bits each, going on where a bit field ended.", "nbcd(2)"),
        new("sfloat", "Decimal floating point of IEEE 11073: 4 bits exponent, 12 bits mantissa.", "sfloatle"),
        new("mfloat", "Decimal floating point of IEEE 11073: 8 bits exponent, 24 bits mantissa.", "mfloatle"),
        new("float(s, e, m)", "Binary floating point with so many bits of sign, exponent and mantissa; a fourth number is the bias.", "float(1, 5, 10)"),
        new("dec", "A number in decimal digits as text; dec(n) has n characters, else 'size' or 'terminator'.", "dec(5)"),
        new("hexdec", "A whole number in hexadecimal digits as text; hexdec(n) has n characters.", "hexdec(4)"),
        new("varint", "A whole number in 7-bit groups, lowest first (LEB128); svarint with zig-zag sign.", "varint"),
        new("vlq", "A whole number in 7-bit groups, highest first.", "vlq"),
        new("str", "A text of 'size' bytes, or up to a 'terminator'.", "str"),
        new("strz", "A text that ends with a zero byte, or with 'terminator'.", "strz"),
        new("hex", "Bytes shown as hexadecimal digits.", "hex"),
        new("hexle", "Bytes shown as hexadecimal digits, the last byte first.", "hexle"),
        new("bytes", "Bytes without a meaning here.", "bytes"),
        .. TimeWords.Select(t => new SpecWord($"datetime({t.Key})", t.Value, t.Key == "text" ? "datetime(text, ddMMyyHHmmss)" : $"datetime({t.Key})")),
    ];

    /// <summary>Names every expression knows.</summary>
    public static IReadOnlyList<SpecWord> Names { get; } =
    [
        new("_fport", "LoRaWAN port of the message; 0 when there is none.", "_fport == 2"),
        new("_len", "Bytes of the payload.", "_len > 8"),
        new("_left", "Bytes not yet read here.", "_left >= 2"),
        new("_index", "Count of the repetition, from 0.", "_index + 1"),
        new("_pos", "Offset in the bytes of the surrounding type.", "_pos % 4 == 0"),
        new("_size", "Bytes of the surrounding type.", "_size // 3"),
        new("_", "The value itself, in 'valid', 'scale', 'offset' and in 'value' beside a type.", "_ < 100"),
        new("_root", "_root.x is the last value of x anywhere in the message.", "_root.kind"),
        new("_parent", "_parent.x is the last value of x anywhere in the message.", "_parent.kind"),
    ];

    /// <summary>Functions of expressions.</summary>
    public static IReadOnlyList<string> Functions { get; } = [.. ExpressionFunctions.Names];

    private static Dictionary<string, string> TimeWords => new()
    {
        ["unix"] = "Seconds since 1970, 4 bytes.",
        ["unix_ms"] = "Milliseconds since 1970, 8 bytes.",
        ["epoch2000"] = "Seconds since 2000, 4 bytes; any year from 1900 to 2099.",
        ["gps"] = "Seconds since 1980-01-06 as satellites count them, 4 bytes.",
        ["ymdhms"] = "Year (from 2000), month, day, hour, minute, second, one byte each; in any order such as dmyhms, hmsdmy, ymd, Ymdhms (a year of two bytes).",
        ["bcd"] = "Year (from 2000), month, day, hour, minute, second in decimal digits, one byte each; in any order such as bcd_dmyhms, bcd_Ymdhms.",
        ["mbus"] = "Date and time of meters, EN 13757-3 type F, 4 bytes.",
        ["mbus_date"] = "Date of meters, EN 13757-3 type G, 2 bytes.",
        ["text"] = "A date and time as text, ISO 8601 or with a pattern such as ddMMyyHHmmss.",
    };
}
