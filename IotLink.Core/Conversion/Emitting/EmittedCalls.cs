using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IotLink.Core.Conversion.Interpreting;
using IotLink.Core.Products;

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

    public static double Bcd(ref byte data, int at, int bytes, int digits) => BitReading.Bcd(Span(ref data, at, bytes), digits);

    /// <summary>Bits that lie in nine bytes.</summary>
    public static ulong Bits(ref byte data, int at, int bytes, int bit, int count, ByteOrder order) =>
        BitReading.Bits(Span(ref data, at, bytes), bit, count, order);

    public static string? Time(ref byte data, int at, TimeType type, string? pattern) =>
        TextReading.Time(type, Span(ref data, at, type.Bytes), pattern);

    public static string Hex(ref byte data, int at, int bytes) => Convert.ToHexStringLower(Span(ref data, at, bytes));

    /// <param name="at">Where the text begins; moved behind it and its end mark.</param>
    /// <param name="terminator">-1 for none.</param>
    /// <returns>null when an end mark is required and missing.</returns>
    public static string? Text(ref byte data, ref int at, int end, int terminator, bool required, TextEncoding encoding)
    {
        var bytes = Span(ref data, at, end - at);
        var mark = terminator < 0 ? -1 : bytes.IndexOf((byte)terminator);
        if (mark < 0 && required) return null;
        at = mark < 0 ? end : at + mark + 1;
        return TextReading.Text(mark < 0 ? bytes : bytes[..mark], encoding);
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

    private static ReadOnlySpan<byte> Span(ref byte data, int at, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref data, at), length);
}
