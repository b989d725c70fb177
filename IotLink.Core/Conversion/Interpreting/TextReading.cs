using System.Globalization;
using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reads texts and points in time; writes the latter.</summary>
internal static class TextReading
{
    private const string IsoMilliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const double Epoch2000 = 946_684_800;
    private const double MinMilliseconds = -62_135_596_800_000;
    private const double MaxMilliseconds = 253_402_300_799_999;

    public static string Text(ReadOnlySpan<byte> bytes, TextEncoding encoding) => (encoding switch
    {
        TextEncoding.Utf8 => Encoding.UTF8,
        TextEncoding.Utf16Be => Encoding.BigEndianUnicode,
        TextEncoding.Utf16Le => Encoding.Unicode,
        _ => Encoding.ASCII,
    }).GetString(bytes);

    public static string Hex(ReadOnlySpan<byte> bytes, bool reversed)
    {
        if (!reversed) return Convert.ToHexStringLower(bytes);
        Span<byte> backwards = bytes.Length <= 256 ? stackalloc byte[bytes.Length] : new byte[bytes.Length];
        bytes.CopyTo(backwards);
        backwards.Reverse();
        return Convert.ToHexStringLower(backwards);
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
            case TimeFormat.Unix: return raw = BitReading.Bytes(bytes, type.Order);
            case TimeFormat.Epoch2000: return (raw = BitReading.Bytes(bytes, type.Order)) + Epoch2000;
            case TimeFormat.UnixMilliseconds: return (raw = BitReading.Bytes(bytes, type.Order)) / 1000;
            case TimeFormat.Parts: return Calendar(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
            default:
                Span<int> parts = stackalloc int[6];
                for (var i = 0; i < parts.Length; i++)
                {
                    if (BitReading.Bcd(bytes.Slice(i, 1), 2, ByteOrder.Big) is not (>= 0 and var part)) return double.NaN;
                    parts[i] = (int)part;
                }

                return Calendar(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        }
    }

    private static double Calendar(int year, int month, int day, int hour, int minute, int second) =>
        year <= 99 ? Expressions.ExpressionMath.Date(year, month, day, hour, minute, second) : double.NaN;
}
