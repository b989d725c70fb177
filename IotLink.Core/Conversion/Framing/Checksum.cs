using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Hashing;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Computes frame checksums. Parameters as in the CRC catalogue; each has its check value tested.</summary>
public static class Checksum
{
    /// <summary>Longest checksum in a frame: CRC-32 written as hex text.</summary>
    public const int MaxWidth = 8;

    private static readonly byte[] Crc8Table = [.. Enumerable.Range(0, 256).Select(i => (byte)(Shift((ushort)(i << 8), 0x0700) >> 8))];
    private static readonly ushort[] Forward = [.. Enumerable.Range(0, 256).Select(i => Shift((ushort)(i << 8), 0x1021))];
    private static readonly ushort[] Reflected1021 = [.. Enumerable.Range(0, 256).Select(i => ShiftReflected((ushort)i, 0x8408))];
    private static readonly ushort[] ReflectedDnp = [.. Enumerable.Range(0, 256).Select(i => ShiftReflected((ushort)i, 0xA6BC))];
    private static readonly ushort[] Reflected8005 = [.. Enumerable.Range(0, 256).Select(i => ShiftReflected((ushort)i, 0xA001))];

    public static uint Compute(ChecksumKind kind, ReadOnlySpan<byte> data) => kind switch
    {
        ChecksumKind.Sum8 => Sum(data),
        ChecksumKind.Xor8 => Xor(data),
        ChecksumKind.Crc8 => Crc8(data),
        ChecksumKind.Crc16CcittFalse => Crc16(Forward, 0xFFFF, data),
        ChecksumKind.Crc16Xmodem => Crc16(Forward, 0, data),
        ChecksumKind.Crc16X25 => (ushort)~Crc16Reflected(Reflected1021, 0xFFFF, data),
        ChecksumKind.Crc16Modbus => Crc16Reflected(Reflected8005, 0xFFFF, data),
        ChecksumKind.Crc16Kermit => Crc16Reflected(Reflected1021, 0, data),
        ChecksumKind.Crc16Ibm => Crc16Reflected(Reflected8005, 0, data),
        ChecksumKind.Sum16 => Sum16(data),
        ChecksumKind.Sum8Twos => (byte)-Sum(data),
        ChecksumKind.Sum8Ones => (byte)~Sum(data),
        ChecksumKind.Crc8Maxim => Crc8Maxim(data),
        ChecksumKind.Crc16Dnp => (ushort)~Crc16Reflected(ReflectedDnp, 0, data),
        ChecksumKind.Crc32 => Crc32.HashToUInt32(data),
        ChecksumKind.Fletcher16 => Fletcher16(data),
        _ => CrcForm.Of(kind).Compute(data),
    };

    /// <summary>Writes the checksum of <paramref name="data"/> as the rule says; takes <see cref="ChecksumRule.Width"/> bytes.</summary>
    public static void Write(ChecksumRule rule, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        var width = rule.Kind.Width();
        var value = Compute(rule.Kind, data);
        if (rule.LittleEndian) BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, value << (8 * (sizeof(uint) - width)));
        if (!rule.AsHex) bytes[..width].CopyTo(destination);
        else for (var i = 0; i < width; i++) Utf8Formatter.TryFormat(bytes[i], destination[(2 * i)..], out _, new('X', 2));
    }

    /// <summary>Whether <paramref name="found"/> is the checksum of <paramref name="data"/>; hex text in either case.</summary>
    public static bool Matches(ChecksumRule rule, ReadOnlySpan<byte> data, ReadOnlySpan<byte> found)
    {
        Span<byte> expected = stackalloc byte[MaxWidth];
        expected = expected[..rule.Width];
        Write(rule, data, expected);
        return rule.AsHex ? System.Text.Ascii.EqualsIgnoreCase(expected, found) : found.SequenceEqual(expected);
    }

    private static ushort Sum16(ReadOnlySpan<byte> data)
    {
        ushort sum = 0;
        foreach (var b in data) sum += b;
        return sum;
    }

    private static uint Fletcher16(ReadOnlySpan<byte> data)
    {
        var (sum, sums) = (0u, 0u);
        foreach (var b in data)
        {
            sum = (sum + b) % 255;
            sums = (sums + sum) % 255;
        }

        return (sums << 8) | sum;
    }

    private static byte Crc8Maxim(ReadOnlySpan<byte> data)
    {
        byte crc = 0;
        foreach (var b in data) crc = (byte)ShiftReflected((byte)(crc ^ b), 0x8C);
        return crc;
    }

    private static byte Sum(ReadOnlySpan<byte> data)
    {
        byte sum = 0;
        foreach (var b in data) sum += b;
        return sum;
    }

    private static byte Xor(ReadOnlySpan<byte> data)
    {
        byte xor = 0;
        foreach (var b in data) xor ^= b;
        return xor;
    }

    private static byte Crc8(ReadOnlySpan<byte> data)
    {
        byte crc = 0;
        foreach (var b in data) crc = Crc8Table[crc ^ b];
        return crc;
    }

    private static ushort Crc16(ushort[] table, ushort crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = (ushort)((crc << 8) ^ table[(byte)((crc >> 8) ^ b)]);
        return crc;
    }

    private static ushort Crc16Reflected(ushort[] table, ushort crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data) crc = (ushort)((crc >> 8) ^ table[(byte)(crc ^ b)]);
        return crc;
    }

    private static ushort Shift(ushort value, ushort polynomial)
    {
        for (var bit = 0; bit < 8; bit++) value = (ushort)((value & 0x8000) != 0 ? (value << 1) ^ polynomial : value << 1);
        return value;
    }

    private static ushort ShiftReflected(ushort value, ushort polynomial)
    {
        for (var bit = 0; bit < 8; bit++) value = (ushort)((value & 1) != 0 ? (value >> 1) ^ polynomial : value >> 1);
        return value;
    }
}
