using System.Globalization;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>The rarer ways devices write numbers.</summary>
internal static class OddNumbers
{
    /// <summary>IEEE 11073: mantissa * 10^exponent, both in two's complement; its special values are absent.</summary>
    public static double DecimalFloat(ulong bits, bool wide)
    {
        var (exponentBits, mantissaBits) = wide ? (8, 24) : (4, 12);
        var mantissa = BitReading.SignExtend(bits & ((1UL << mantissaBits) - 1), mantissaBits);
        var exponent = (int)BitReading.SignExtend(bits >> mantissaBits, exponentBits);
        var limit = 1L << (mantissaBits - 1);
        // The largest two and the smallest three mean infinity, "not a number" and "reserved".
        if (exponent == 0 && (mantissa >= limit - 2 || mantissa <= 2 - limit)) return double.NaN;
        return exponent < 0 ? mantissa / Math.Pow(10, -exponent) : mantissa * Math.Pow(10, exponent);
    }

    /// <summary>Without infinities: all exponents but the lowest count, as makers of small floats have it.</summary>
    public static double SmallFloat(ulong bits, SmallFloatType type)
    {
        var mantissa = bits & ((1UL << type.MantissaBits) - 1);
        var exponent = (int)((bits >> type.MantissaBits) & ((1UL << type.ExponentBits) - 1));
        var sign = type.SignBits == 1 && (bits >> (type.MantissaBits + type.ExponentBits)) != 0 ? -1 : 1;
        var fraction = mantissa / Math.Pow(2, type.MantissaBits);
        return sign * (exponent == 0 ? fraction * Math.Pow(2, 1 - type.Bias) : (1 + fraction) * Math.Pow(2, exponent - type.Bias));
    }

    /// <returns>NaN when it is no number.</returns>
    public static double Numeral(ReadOnlySpan<byte> text, int radix)
    {
        text = text.Trim(" \0"u8);
        if (radix == 16)
            return text.Length is > 0 and <= 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var whole) ? whole : double.NaN;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.Length is > 0 and <= 40 && double.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;
    }

    /// <returns>Bytes it takes; 0 when it does not end in time.</returns>
    public static int Varint(ReadOnlySpan<byte> bytes, VarintType type, out double value)
    {
        ulong bits = 0;
        value = double.NaN;
        for (var i = 0; i < bytes.Length && i < VarintType.MaxBytes; i++)
        {
            var group = (ulong)(bytes[i] & 0x7F);
            bits = type.Order == ByteOrder.Big ? (bits << 7) | group : bits | (group << (7 * i));
            if ((bytes[i] & 0x80) != 0) continue;
            value = type.Signed ? (long)(bits >> 1) ^ -(long)(bits & 1) : bits;
            return i + 1;
        }

        return 0;
    }

    public static double Signed(double raw, int bits, SignCoding coding)
    {
        var half = Math.Pow(2, bits - 1);
        if (coding == SignCoding.None || raw < half) return raw;
        return coding == SignCoding.Magnitude ? half - raw : raw - ((2 * half) - 1);
    }

    /// <summary>In decimal, so that 263 * 0.1 is 26.3; beyond decimal's range in floating point.</summary>
    public static double Scaled(double value, double scale, double offset)
    {
        const double Most = 1e12;
        if (!(Math.Abs(value) < Most && Math.Abs(scale) < Most && Math.Abs(offset) < Most) || (scale != 0 && Math.Abs(scale) < 1 / Most)) return (value * scale) + offset;
        return (double)(((decimal)value * (decimal)scale) + (decimal)offset);
    }

    public static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \0\t\r\n"u8);

    /// <summary>The bytes of a column, 1 for the first, -1 for the last; false when there are not so many.</summary>
    public static bool Column(ReadOnlySpan<byte> text, byte delimiter, double column, out int from, out int length)
    {
        (from, length) = (0, 0);
        return column <= -1 ? FromEnd(text, delimiter, -column, out from, out length) : column >= 1 && FromStart(text, delimiter, column, out from, out length);
    }

    private static bool FromStart(ReadOnlySpan<byte> text, byte delimiter, double column, out int from, out int length)
    {
        from = 0;
        for (var left = column; ; left--)
        {
            var end = text[from..].IndexOf(delimiter);
            length = end < 0 ? text.Length - from : end;
            if (left < 2) return true;
            if (end < 0) return false;
            from += end + 1;
        }
    }

    private static bool FromEnd(ReadOnlySpan<byte> text, byte delimiter, double column, out int from, out int length)
    {
        for (var left = column; ; left--)
        {
            var mark = text.LastIndexOf(delimiter);
            (from, length) = (mark + 1, text.Length - mark - 1);
            if (left < 2) return true;
            if (mark < 0) return false;
            text = text[..mark];
        }
    }

    /// <returns>null when the bytes are not what the process works on.</returns>
    public static byte[]? Processed(ByteProcess process, double keyValue, ReadOnlySpan<byte> bytes)
    {
        if (process.Kind == ProcessKind.Hex) return FromDigits(bytes);
        var plain = bytes.ToArray();
        if (process.Kind == ProcessKind.Reverse) Array.Reverse(plain);
        for (var i = 0; i < plain.Length && process.Kind != ProcessKind.Reverse; i++)
        {
            var key = process.Key.Count > 0 ? process.Key[i % process.Key.Count] : (byte)(long)keyValue;
            plain[i] = process.Kind switch
            {
                ProcessKind.Xor => (byte)(plain[i] ^ key),
                ProcessKind.Add => (byte)(plain[i] + key),
                ProcessKind.Swap => (byte)((plain[i] << 4) | (plain[i] >> 4)),
                _ => (byte)(plain[i] - key),
            };
        }

        return plain;
    }

    private static byte[]? FromDigits(ReadOnlySpan<byte> digits)
    {
        var plain = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, plain, out _, out _) == System.Buffers.OperationStatus.Done ? plain : null;
    }
}
