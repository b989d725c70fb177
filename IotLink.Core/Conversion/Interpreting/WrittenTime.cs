using System.Globalization;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Points in time that are written as people write them, part by part. What names none is NaN.</summary>
internal static class WrittenTime
{
    private const int LongestText = 64;

    private static readonly string[] Iso =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK"];

    public static double Parts(TimeType type, ReadOnlySpan<byte> bytes)
    {
        var (year, month, day, hour, minute, second) = (0d, 0d, 0d, 0d, 0d, 0d);
        foreach (var part in type.Parts)
        {
            var width = part == 'Y' ? 2 : 1;
            var value = type.Format == TimeFormat.Bcd
                ? BitReading.Bcd(bytes[..width], 2 * width, type.Order)
                : BitReading.Bytes(bytes[..width], type.Order);
            bytes = bytes[width..];
            switch (part)
            {
                case 'Y': year = value; break;
                case 'y': year = value <= 99 ? 2000 + value : double.NaN; break;
                case 'm': month = value; break;
                case 'd': day = value; break;
                case 'h': hour = value; break;
                case 'n': minute = value; break;
                default: second = value; break;
            }
        }

        return year >= 100 ? ExpressionMath.Date(year, month, day, hour, minute, second) : double.NaN;
    }

    /// <summary>EN 13757-3: minutes, hours, days, months from the lowest bits of each byte, the year in between.</summary>
    public static double Meter(ulong bits)
    {
        if ((bits & 0x80) != 0) return double.NaN;
        var year = ((bits >> 21) & 7) | ((bits >> 25) & 0x78);
        return ExpressionMath.Date(2000 + year, (bits >> 24) & 15, (bits >> 16) & 31, (bits >> 8) & 31, bits & 63, 0);
    }

    public static double Text(ReadOnlySpan<byte> text, string? pattern)
    {
        text = OddNumbers.Trimmed(text);
        Span<char> letters = stackalloc char[LongestText];
        if (text.Length > LongestText || !System.Text.Encoding.ASCII.TryGetChars(text, letters, out var length)) return double.NaN;
        const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var found = pattern is null
            ? DateTimeOffset.TryParseExact(letters[..length], Iso, CultureInfo.InvariantCulture, Style, out var time)
            : DateTimeOffset.TryParseExact(letters[..length], pattern, CultureInfo.InvariantCulture, Style, out time);
        return found ? (time - DateTimeOffset.UnixEpoch).TotalSeconds : double.NaN;
    }
}
