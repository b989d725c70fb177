using System.Globalization;
using System.Text;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reads texts and points in time.</summary>
internal static class TextReading
{
    private const string IsoMilliseconds = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly DateTimeOffset Epoch2000 = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Text(ReadOnlySpan<byte> bytes, TextEncoding encoding) => (encoding switch
    {
        TextEncoding.Utf8 => Encoding.UTF8,
        TextEncoding.Utf16Be => Encoding.BigEndianUnicode,
        TextEncoding.Utf16Le => Encoding.Unicode,
        _ => Encoding.ASCII,
    }).GetString(bytes);

    /// <returns>null when the bytes name no point in time.</returns>
    public static string? Time(TimeType type, ReadOnlySpan<byte> bytes, string? pattern) =>
        At(type, bytes)?.ToString(pattern ?? IsoMilliseconds, CultureInfo.InvariantCulture);

    private static DateTimeOffset? At(TimeType type, ReadOnlySpan<byte> bytes)
    {
        switch (type.Format)
        {
            case TimeFormat.Unix: return DateTimeOffset.UnixEpoch.AddSeconds(BitReading.Bytes(bytes, type.Order));
            case TimeFormat.Epoch2000: return Epoch2000.AddSeconds(BitReading.Bytes(bytes, type.Order));
            case TimeFormat.UnixMilliseconds:
                var milliseconds = BitReading.Bytes(bytes, type.Order);
                return milliseconds < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
            case TimeFormat.Parts: return Calendar(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
            default:
                Span<int> parts = stackalloc int[6];
                for (var i = 0; i < parts.Length; i++)
                {
                    if (BitReading.Bcd(bytes.Slice(i, 1), 2) is not (>= 0 and var part)) return null;
                    parts[i] = (int)part;
                }

                return Calendar(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
        }
    }

    private static DateTimeOffset? Calendar(int year, int month, int day, int hour, int minute, int second) =>
        year <= 99 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000 + year, month) && hour < 24 && minute < 60 && second < 60
            ? new(2000 + year, month, day, hour, minute, second, TimeSpan.Zero)
            : null;
}
