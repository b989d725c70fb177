using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// Reads a segment from front to back through one buffer that is used again and again: for bulk, where <see cref="FrameCursor"/> would
/// leave a window behind for every 64 KB.
/// </summary>
internal sealed class SegmentScan : IDisposable
{
    private const int DeviceAt = Block.RecordOverhead + 7;

    private readonly Segment _segment;
    private readonly SafeFileHandle _file;
    private readonly long _last;
    private long _next;
    private long _offset;
    private int _start;
    private int _end;

    /// <param name="first">Begins at the latest with the frame that holds this sequence.</param>
    /// <param name="last">Durable when it was asked for; nothing behind it is looked at.</param>
    public SegmentScan(Segment segment, long first, long last, byte[] buffer)
    {
        (_segment, _last, Buffer) = (segment, Math.Min(last, segment.Last), buffer);
        (_next, _offset) = segment.PlaceBefore(first);
        _file = File.OpenHandle(segment.Path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan);
    }

    /// <summary>A larger one than given when a frame needed it.</summary>
    public byte[] Buffer { get; private set; }

    /// <summary>Whether frames are left to take.</summary>
    public bool More => _next <= _last;

    /// <summary>Length of the message in front of <paramref name="records"/>.</summary>
    public static int LengthOf(ReadOnlySpan<byte> records) => BinaryPrimitives.ReadInt32LittleEndian(records);

    public static long TimeOf(ReadOnlySpan<byte> records) => BinaryPrimitives.ReadInt64LittleEndian(records[4..]);

    /// <summary>The sender's id, straight from the message's bytes (<c>Messages/MessageCodec</c>).</summary>
    public static ReadOnlySpan<byte> DeviceOf(ReadOnlySpan<byte> record) => record.Slice(DeviceAt + 1, record[DeviceAt]);

    /// <summary>Makes the buffer hold at least one whole frame. What was taken before is gone.</summary>
    /// <exception cref="CorruptLogException">The file ends before its frames do.</exception>
    public void Fill()
    {
        Buffer.AsSpan(_start, _end - _start).CopyTo(Buffer);
        (_start, _end) = (0, _end - _start);
        Read();
        var size = NextSize();
        if (size > Buffer.Length && size <= RandomAccess.GetLength(_file) - _offset)
        {
            var larger = new byte[size];
            Buffer.AsSpan(0, _end).CopyTo(larger);
            Buffer = larger;
            Read();
        }

        if (size > _end) throw Damage("the file ends in the middle of a frame");
    }

    /// <summary>The next whole frame in the buffer, checked.</summary>
    /// <returns>false when the buffer must be filled first.</returns>
    /// <exception cref="CorruptLogException">Bad bytes where there must be a frame.</exception>
    public bool TryTake(out FrameHeader header, out ReadOnlyMemory<byte> records)
    {
        (header, records) = (default, default);
        if (_end - _start < FrameHeader.Size || _end - _start < NextSize()) return false;
        var bytes = Buffer.AsSpan(_start, (int)NextSize());
        if (!FrameHeader.TryRead(bytes, out header) || !header.Matches(_segment.Header.Salt, bytes)) throw Damage("a bad frame in the middle of good ones");
        if (header.First != _next) throw Damage($"message {_next} expected, {header.First} found");
        records = Buffer.AsMemory(_start + FrameHeader.Size, header.Length);
        _segment.Remember(header.First, _offset);
        _offset += bytes.Length;
        _start += bytes.Length;
        _next = header.Last + 1;
        return true;
    }

    public void Dispose() => _file.Dispose();

    private void Read()
    {
        while (_end < Buffer.Length)
        {
            var read = RandomAccess.Read(_file, Buffer.AsSpan(_end), _offset + _end);
            if (read == 0) return;
            _end += read;
        }
    }

    private long NextSize() => FrameHeader.TryRead(Buffer.AsSpan(_start, _end - _start), out var header)
        ? (long)FrameHeader.Size + header.Length
        : throw Damage("no frame where one must be");

    private CorruptLogException Damage(string what) => new(_segment.Path, _offset, what);
}
