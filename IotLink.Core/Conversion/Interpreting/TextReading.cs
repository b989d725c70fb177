using System.Globalization;
using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reads texts and points in time; writes the latter.</summary>
internal static class TextReading
{
    private const string IsoMilliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const double MinMilliseconds = -62_135_596_800_000;
    private const double MaxMilliseconds = 253_402_300_799_999;

    public static string Text(ReadOnlySpan<byte> bytes, TextEncoding encoding) => (encoding switch
    {
        TextEncoding.Utf8 => Encoding.UTF8,
        TextEncoding.Utf16Be => Encoding.BigEndianUnicode,
        TextEncoding.Utf16Le => Encoding.Unicode,
        _ => Encoding.ASCII,
    }).GetString(bytes);

    public static string Hex(ReadOnlySpan<byte> bytes, bool reversed, FieldSpec field)
    {
        if (!reversed) return Hex(bytes, field);
        Span<byte> backwards = bytes.Length <= 256 ? stackalloc byte[bytes.Length] : new byte[bytes.Length];
        bytes.CopyTo(backwards);
        backwards.Reverse();
        return Hex(backwards, field);
    }

    private static string Hex(ReadOnlySpan<byte> bytes, FieldSpec field)
    {
        var digits = field.IsUpper ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
        return field.Separator.Length == 0 ? digits : string.Join(field.Separator, digits.Chunk(2).Select(pair => new string(pair)));
    }

    /// <param name="seconds">Since 1970.</param>
    /// <returns>null when it lies outside the calendar.</returns>
    public static string? Time(double seconds, string? pattern)
    {
        var milliseconds = Math.Round(seconds * 1000);
        if (!(milliseconds is >= MinMilliseconds and <= MaxMilliseconds)) return null;
        return DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).ToString(pattern ?? IsoMilliseconds, CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds since 1970; NaN when the bytes name no point in time.</summary>
    /// <param name="raw">The number as it stands in the bytes; NaN for a time in parts.</param>
    public static double Seconds(TimeType type, ReadOnlySpan<byte> bytes, out double raw)
    {
        raw = double.NaN;
        switch (type.Format)
        {
            case TimeFormat.Seconds: return (raw = BitReading.Bytes(bytes, type.Order)) + type.Epoch;
            case TimeFormat.Milliseconds: return ((raw = BitReading.Bytes(bytes, type.Order)) / 1000) + type.Epoch;
            case TimeFormat.MeterTime: return WrittenTime.Meter(BitReading.Bytes(bytes, type.Order));
            case TimeFormat.MeterDate: return WrittenTime.Meter(BitReading.Bytes(bytes, type.Order) << 16);
            case TimeFormat.Text: return WrittenTime.Text(bytes, type.Pattern);
            default: return WrittenTime.Parts(type, bytes);
        }
    }
}
