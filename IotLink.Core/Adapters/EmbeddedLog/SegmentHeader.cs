using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// The first 64 bytes of a segment file: <c>[magic][salt u8][first i8][previous segment's first i8][made i8, ms][zeros][crc32 u4]</c>.
/// </summary>
/// <param name="Salt">Goes into every frame's checksum.</param>
/// <param name="First">Sequence of the first message; also the file's name.</param>
/// <param name="Previous">Where the segment before begins, so that a missing file is seen; 0 for the very first.</param>
/// <param name="MadeAt">No message of the segment before is newer.</param>
internal readonly record struct SegmentHeader(ulong Salt, long First, long Previous, DateTimeOffset MadeAt)
{
    public const int Size = 64;

    private static ReadOnlySpan<byte> Magic => "IOTLOG1\n"u8;

    public static SegmentHeader Make(long first, long previous, DateTimeOffset now)
    {
        Span<byte> salt = stackalloc byte[8];
        RandomNumberGenerator.Fill(salt);
        return new(BinaryPrimitives.ReadUInt64LittleEndian(salt), first, previous, now);
    }

    public static bool TryRead(ReadOnlySpan<byte> source, out SegmentHeader header)
    {
        header = default;
        if (source.Length < Size || !source.StartsWith(Magic)) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[60..]) != Crc32.HashToUInt32(source[..60])) return false;
        header = new(
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(source[32..])));
        return true;
    }

    public byte[] ToBytes()
    {
        var target = new byte[Size];
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt64LittleEndian(target.AsSpan(8), Salt);
        BinaryPrimitives.WriteInt64LittleEndian(target.AsSpan(16), First);
        BinaryPrimitives.WriteInt64LittleEndian(target.AsSpan(24), Previous);
        BinaryPrimitives.WriteInt64LittleEndian(target.AsSpan(32), MadeAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(target.AsSpan(60), Crc32.HashToUInt32(target.AsSpan(0, 60)));
        return target;
    }
}
