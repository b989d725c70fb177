using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Conversion.Interpreting;
using IotLink.Core.Conversion.Plans;
using IotLink.Core.Products;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>What generated code calls for the rarer types. Lengths have been checked before.</summary>
internal static class EmittedCalls
{
    public static double Float(ulong bits, FloatFormat format) => format switch
    {
        FloatFormat.Half => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        FloatFormat.Brain => BitConverter.UInt32BitsToSingle((uint)bits << 16),
        FloatFormat.Single => BitConverter.UInt32BitsToSingle((uint)bits),
        _ => BitConverter.UInt64BitsToDouble(bits),
    };

    public static double Bcd(ref byte data, int at, int bytes, int digits, ByteOrder order) => BitReading.Bcd(Span(ref data, at, bytes), digits, order);

    public static double Digits(ulong bits, int count) => BitReading.Digits(bits, count);

    public static double DecimalFloat(ulong bits, bool wide) => OddNumbers.DecimalFloat(bits, wide);

    public static double SmallFloat(ulong bits, SmallFloatType type) => OddNumbers.SmallFloat(bits, type);

    public static double Signed(double raw, int bits, SignCoding coding) => OddNumbers.Signed(raw, bits, coding);

    public static double Scaled(double value, double scale, double offset) => OddNumbers.Scaled(value, scale, offset);

    public static double FixedNumeral(ref byte data, int at, int length, int radix) => OddNumbers.Numeral(Span(ref data, at, length), radix);

    /// <param name="at">Moved behind the number and its end mark.</param>
    public static double Numeral(ref byte data, ref int at, int end, int terminator, int radix) =>
        OddNumbers.Numeral(UpTo(ref data, ref at, end, terminator), radix);

    /// <param name="at">Moved behind the text and its end mark.</param>
    public static double TextTime(ref byte data, ref int at, int end, int terminator, TimeType type) =>
        TextReading.Seconds(type, UpTo(ref data, ref at, end, terminator), out _);

    /// <param name="at">Moved behind the number; -1 when it does not end.</param>
    public static double Varint(ref byte data, ref int at, int end, VarintType type)
    {
        var length = OddNumbers.Varint(Span(ref data, at, end - at), type, out var value);
        at = length == 0 ? -1 : at + length;
        return value;
    }

    public static bool Column(ref byte data, int start, int end, byte delimiter, double column, ref int from, ref int length) =>
        OddNumbers.Column(Span(ref data, start, end - start), delimiter, column, out from, out length);

    public static int Behind(int at, int columnEnd, int end) => Math.Max(at, Math.Min(end, columnEnd + 1));

    public static bool IsChecksum(ref byte data, int start, int end, double from, double to, ChecksumKind kind, double found) =>
        from >= 0 && to >= from && to <= end - start
        && Checksum.Compute(kind, Span(ref data, start + (int)from, (int)to - (int)from)) == found;

    /// <summary>Bits that lie in nine bytes.</summary>
    public static ulong Bits(ref byte data, int at, int bytes, int bit, int count, ByteOrder order) =>
        BitReading.Bits(Span(ref data, at, bytes), bit, count, order);

    public static double Seconds(ref byte data, int at, TimeType type) => TextReading.Seconds(type, Span(ref data, at, type.Bytes), out _);

    public static string? Time(double seconds, string? pattern) => TextReading.Time(seconds, pattern);

    /// <param name="at">Where the text begins; moved behind it and its end mark; -1 when a required one is missing.</param>
    /// <returns>null when it means "no value".</returns>
    public static string? Text(ref byte data, ref int at, int end, TextStep step)
    {
        var needsMark = step.Type is TextType { Terminated: true };
        var begin = at;
        var bytes = UpTo(ref data, ref at, end, step.Field.Terminator is { } mark ? mark : needsMark ? 0 : -1);
        if (needsMark && at - begin == bytes.Length)
        {
            at = -1;
            return null;
        }

        if (step.Field.Trim) bytes = OddNumbers.Trimmed(bytes);
        var text = step.Type is HexType hex ? TextReading.Hex(bytes, hex.Reversed, step.Field) : TextReading.Text(bytes, step.Field.Encoding);
        return step.Field.AbsentTexts.Contains(text) ? null : text;
    }

    public static bool Same(ref byte data, int at, byte[] expected) => Span(ref data, at, expected.Length).SequenceEqual(expected);

    public static string? Word(double value, string? pattern) => double.IsNaN(value) ? null : NumberText.Write(value, pattern);

    /// <returns>null when a part is absent.</returns>
    public static string? Join(string?[] parts) => Array.Exists(parts, p => p is null) ? null : string.Concat(parts);

    public static ulong Pattern(double value) => double.IsFinite(value) ? (ulong)(long)value : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Clamp(double value, double min, double max) => value < min ? min : value > max ? max : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Round(double value, double power) => Math.Round(value * power, MidpointRounding.AwayFromZero) / power;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double RoundOver(double value, double power, double divisor) =>
        Math.Round(value * power / divisor, MidpointRounding.AwayFromZero) / power;

    private static ReadOnlySpan<byte> UpTo(ref byte data, ref int at, int end, int terminator)
    {
        var bytes = Span(ref data, at, end - at);
        var mark = terminator < 0 ? -1 : bytes.IndexOf((byte)terminator);
        at = mark < 0 ? end : at + mark + 1;
        return mark < 0 ? bytes : bytes[..mark];
    }

    private static ReadOnlySpan<byte> Span(ref byte data, int at, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref data, at), length);
}
