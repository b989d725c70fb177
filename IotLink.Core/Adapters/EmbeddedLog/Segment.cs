using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// One file of the log. The newest is open for writing, the others are sealed. Written by the committing thread alone; a reader opens it
/// for itself.
/// </summary>
internal sealed class Segment(string path, SegmentHeader header)
{
    /// <summary>A place to start looking from, about every so many bytes.</summary>
    private const int IndexStep = 64 << 10;

    private readonly List<(long First, long Offset)> _index = [(header.First, SegmentHeader.Size)];
    private readonly Lock _gate = new();
    private long _last = header.First - 1;
    private SafeFileHandle? _writing;

    public string Path => path;

    public SegmentHeader Header => header;

    /// <summary>Newest durable sequence; one less than the first when empty.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Where the good bytes end.</summary>
    public long End { get; private set; } = SegmentHeader.Size;

    public static string NameOf(long first) => first.ToString("D20", CultureInfo.InvariantCulture) + ".log";

    public static Segment Sealed(string path, SegmentHeader header, long last) =>
        new(path, header) { _last = last, End = new FileInfo(path).Length };

    public static Segment Open(string path, SegmentHeader header, SafeFileHandle file, long end, long last) =>
        new(path, header) { _last = last, End = end, _writing = file };

    /// <summary>Writes a frame at the end and flushes it. It counts only after <see cref="Publish"/>.</summary>
    public void Write(IDisk disk, IReadOnlyList<ReadOnlyMemory<byte>> frame) => disk.Write(Writing, frame, End);

    public void Flush(IDisk disk) => disk.Flush(Writing);

    public void Publish(long first, long last, int size)
    {
        lock (_gate)
        {
            if (End - _index[^1].Offset >= IndexStep) _index.Add((first, End));
        }

        End += size;
        Volatile.Write(ref _last, last);
    }

    /// <summary>Throws away what a failed write may have left behind the last good frame.</summary>
    public void CutBack(IDisk disk) => disk.SetLength(Writing, End);

    /// <summary>Gives back the room that was reserved and not used. All frames are durable already.</summary>
    public void Seal(IDisk disk)
    {
        if (_writing is not { } file) return;
        try
        {
            disk.SetLength(file, End);
        }
        catch (IOException)
        {
            // Only room is lost: behind the last frame a reader never looks.
        }

        Close();
    }

    public void Close()
    {
        _writing?.Dispose();
        _writing = null;
    }

    /// <summary>The frames from the one that holds <paramref name="sequence"/> on, as long as they are durable.</summary>
    /// <exception cref="CorruptLogException"/>
    public IEnumerable<Block> From(long sequence)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var cursor = new FrameCursor(file, header.Salt, Before(sequence));
        for (var next = header.First; next <= Last;)
        {
            var at = cursor.Offset;
            var block = cursor.Next() ?? throw new CorruptLogException(path, at, "a bad frame in the middle of good ones");
            Remember(block.First, at);
            next = block.Last + 1;
            if (block.Last >= sequence) yield return block;
        }
    }

    private SafeFileHandle Writing => _writing ?? throw new ObjectDisposedException(path);

    private long Before(long sequence) => PlaceBefore(sequence).Offset;

    /// <summary>A frame at or before the one that holds <paramref name="sequence"/>: its first sequence, and where it begins.</summary>
    public (long First, long Offset) PlaceBefore(long sequence)
    {
        lock (_gate)
        {
            var (low, high) = (0, _index.Count - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                if (_index[middle].First <= sequence) low = middle;
                else high = middle - 1;
            }

            return _index[low];
        }
    }

    /// <summary>The index of a sealed segment grows as it is read.</summary>
    public void Remember(long first, long offset)
    {
        lock (_gate)
        {
            if (offset - _index[^1].Offset >= IndexStep) _index.Add((first, offset));
        }
    }
}
