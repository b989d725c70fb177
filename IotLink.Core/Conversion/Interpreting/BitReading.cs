using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Interpreting;

/// <summary>Reads numbers the plain way, byte by byte and bit by bit; the emitter's fast ways are tested against these.</summary>
internal static class BitReading
{
    /// <summary>The bytes as one unsigned number.</summary>
    public static ulong Bytes(ReadOnlySpan<byte> bytes, ByteOrder order)
    {
        ulong value = 0;
        for (var i = 0; i < bytes.Length; i++) value = (value << 8) | bytes[order == ByteOrder.Big ? i : bytes.Length - 1 - i];
        return value;
    }

    /// <param name="bit">Bits of the first byte already taken.</param>
    public static ulong Bits(ReadOnlySpan<byte> bytes, int bit, int count, ByteOrder order)
    {
        ulong value = 0;
        for (var i = 0; i < count; i++)
        {
            var (at, shift) = ((bit + i) / 8, (bit + i) % 8);
            if (order == ByteOrder.Big) value = (value << 1) | (uint)((bytes[at] >> (7 - shift)) & 1);
            else value |= (ulong)((bytes[at] >> shift) & 1) << i;
        }

        return value;
    }

    public static double Integer(IntegerType type, ReadOnlySpan<byte> bytes, out ulong bits)
    {
        bits = type.WordSwapped
            ? Bytes(bytes[..2], type.Order) | (Bytes(bytes[2..], type.Order) << 16)
            : Bytes(bytes, type.Order);
        return type.Signed ? SignExtend(bits, type.Bytes * 8) : bits;
    }

    public static double Float(FloatType type, ReadOnlySpan<byte> bytes)
    {
        var bits = Bytes(bytes, type.Order);
        if (type.WordSwapped) bits = (bits << 16 | bits >> 16) & 0xFFFFFFFF;
        return type.Format switch
        {
            FloatFormat.Half => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            FloatFormat.Brain => BitConverter.UInt32BitsToSingle((uint)bits << 16),
            FloatFormat.Single => BitConverter.UInt32BitsToSingle((uint)bits),
            _ => BitConverter.UInt64BitsToDouble(bits),
        };
    }

    /// <returns>NaN when a nibble is no digit.</returns>
    public static double Bcd(ReadOnlySpan<byte> bytes, int digits, ByteOrder order)
    {
        double value = 0;
        for (var i = bytes.Length * 2 - digits; i < bytes.Length * 2; i++)
        {
            var pair = bytes[order == ByteOrder.Big ? i / 2 : bytes.Length - 1 - (i / 2)];
            var nibble = i % 2 == 0 ? pair >> 4 : pair & 15;
            if (nibble > 9) return double.NaN;
            value = (value * 10) + nibble;
        }

        return value;
    }

    /// <summary>Four bits a digit; NaN when one is none.</summary>
    public static double Digits(ulong bits, int count)
    {
        double value = 0;
        for (var shift = count - 4; shift >= 0; shift -= 4)
        {
            var nibble = (bits >> shift) & 15;
            if (nibble > 9) return double.NaN;
            value = (value * 10) + nibble;
        }

        return value;
    }

    public static long SignExtend(ulong value, int bits) => (long)(value << (64 - bits)) >> (64 - bits);
}
