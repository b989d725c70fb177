using System.Buffers.Binary;
using System.IO.Hashing;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// What stands before the records of one commit: <c>[magic u4][crc32 u4][length u4][count u4][first sequence i8]</c>, little-endian.
/// The checksum covers the segment's salt, everything behind itself, and the records; the salt keeps a payload from posing as a frame.
/// </summary>
internal readonly record struct FrameHeader(uint Checksum, int Length, int Count, long First)
{
    public const int Size = 24;
    public const int MaxLength = 1 << 30;

    public static ReadOnlySpan<byte> Magic => "ILF1"u8;

    public long Last => First + Count - 1;

    /// <returns>false when these bytes do not begin a frame.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out FrameHeader header)
    {
        header = default;
        if (source.Length < Size || !source.StartsWith(Magic)) return false;
        header = new(
            BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]));
        return header is { Length: > 0 and <= MaxLength, Count: > 0, First: > 0 };
    }

    /// <summary>Writes the header of records that lie in <paramref name="parts"/>.</summary>
    public static void Write(Span<byte> target, ulong salt, int length, int count, long first, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], count);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], first);
        var crc = Begin(salt, target[8..Size]);
        foreach (var part in parts) crc.Append(part.Span);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], crc.GetCurrentHashAsUInt32());
    }

    /// <param name="frame">Header and records.</param>
    public bool Matches(ulong salt, ReadOnlySpan<byte> frame)
    {
        var crc = Begin(salt, frame[8..Size]);
        crc.Append(frame[Size..]);
        return crc.GetCurrentHashAsUInt32() == Checksum;
    }

    private static Crc32 Begin(ulong salt, ReadOnlySpan<byte> header)
    {
        Span<byte> seed = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(seed, salt);
        var crc = new Crc32();
        crc.Append(seed);
        crc.Append(header);
        return crc;
    }
}
