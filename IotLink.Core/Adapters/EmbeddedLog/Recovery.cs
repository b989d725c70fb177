using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// Finds the end of the newest segment after a start. A frame is written only after the one before it was flushed, so bad bytes with
/// nothing right behind them are a torn commit nobody was told about; bad bytes with a right frame behind them are damage.
/// </summary>
internal static class Recovery
{
    private const int SearchSize = 1 << 20;

    /// <returns>Where the good frames end, and the last sequence in them.</returns>
    /// <exception cref="CorruptLogException">There is a right frame behind the bad bytes.</exception>
    public static (long End, long Last) FindEnd(SafeFileHandle file, string path, SegmentHeader header)
    {
        var cursor = new FrameCursor(file, header.Salt, SegmentHeader.Size);
        var last = header.First - 1;
        var end = cursor.Offset;
        while (cursor.Next() is { } block)
        {
            if (block.First != last + 1) throw new CorruptLogException(path, end, $"message {last + 1} expected, {block.First} found");
            (last, end) = (block.Last, cursor.Offset);
        }

        if (FindFrame(file, header.Salt, end + 1) is { } found)
            throw new CorruptLogException(path, end, $"a bad frame, with a good one behind it at byte {found}");
        return (end, last);
    }

    private static long? FindFrame(SafeFileHandle file, ulong salt, long from)
    {
        var window = new byte[SearchSize];
        for (var at = from; ;)
        {
            var read = RandomAccess.Read(file, window, at);
            if (read < FrameHeader.Size) return null;
            var seen = window.AsSpan(0, read);
            for (var i = seen.IndexOf(FrameHeader.Magic); i >= 0;)
            {
                if (new FrameCursor(file, salt, at + i).Next() is not null) return at + i;
                var next = seen[(i + 1)..].IndexOf(FrameHeader.Magic);
                i = next < 0 ? -1 : i + 1 + next;
            }

            at += read - FrameHeader.Magic.Length + 1;
        }
    }
}
