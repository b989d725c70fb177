using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>Walks the frames of one file forward, each checked, through a window that is read in one go.</summary>
internal sealed class FrameCursor(SafeFileHandle file, ulong salt, long offset)
{
    private const int WindowSize = 64 << 10;

    private ReadOnlyMemory<byte> _window;
    private long _windowAt;

    /// <summary>Where the next frame should begin.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The next frame's records.</summary>
    /// <returns>null when there is no whole, right frame here: the end, or damage.</returns>
    public Block? Next()
    {
        if (!FrameHeader.TryRead(Bytes(FrameHeader.Size).Span, out var header)) return null;
        var size = FrameHeader.Size + header.Length;
        var frame = Bytes(size);
        if (frame.Length < size || !header.Matches(salt, frame.Span[..size])) return null;
        Offset += size;
        return new(header.First, header.Count, frame[FrameHeader.Size..size]);
    }

    /// <summary>What stands at <see cref="Offset"/>; shorter than asked at the file's end.</summary>
    private ReadOnlyMemory<byte> Bytes(int count)
    {
        var skip = Offset - _windowAt;
        if (skip + count <= _window.Length) return _window[(int)skip..];
        // A garbled length must not make a huge array.
        var there = RandomAccess.GetLength(file) - Offset;
        var window = GC.AllocateUninitializedArray<byte>((int)Math.Max(0, Math.Min(Math.Max(WindowSize, count), there)));
        var read = 0;
        while (read < window.Length)
        {
            var got = RandomAccess.Read(file, window.AsSpan(read), Offset + read);
            if (got == 0) break;
            read += got;
        }

        (_window, _windowAt) = (window.AsMemory(0, read), Offset);
        return _window;
    }
}
