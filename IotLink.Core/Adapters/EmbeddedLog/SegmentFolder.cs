using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// All segments of a log, oldest first, the last one open for writing. The next file is made in the background, so that a commit
/// seldom waits for one.
/// </summary>
internal sealed class SegmentFolder
{
    private readonly string _folder;
    private readonly long _segmentBytes;
    private readonly IDisk _disk;
    private ImmutableList<Segment> _segments = [];
    private (string Path, SafeFileHandle File)? _spare;
    private readonly Lock _spareGate = new();
    private bool _closed;
    private long _spares;
    private bool _rolling;

    private SegmentFolder(string folder, long segmentBytes, IDisk disk) =>
        (_folder, _segmentBytes, _disk) = (folder, segmentBytes, disk);

    public ImmutableList<Segment> Segments => Volatile.Read(ref _segments);

    public Segment Newest => Segments[^1];

    /// <summary>Bytes that were cut off the end at the start: a commit nobody was told about.</summary>
    public long TornBytes { get; private set; }

    /// <exception cref="CorruptLogException"/>
    public static SegmentFolder Open(string folder, long segmentBytes, IDisk disk, DateTimeOffset now)
    {
        var opened = new SegmentFolder(folder, segmentBytes, disk);
        foreach (var spare in Directory.GetFiles(folder, "*.tmp")) File.Delete(spare);
        var paths = Directory.GetFiles(folder, "*.log");
        Array.Sort(paths, StringComparer.Ordinal);
        if (paths.Length == 0) opened.Roll(1, now);
        else opened.Load(paths);
        opened.MakeSpare();
        return opened;
    }

    /// <summary>The segment a frame of this size goes to; makes a new one when the newest is full.</summary>
    public Segment ForWriting(int size, long first, DateTimeOffset now)
    {
        var newest = Newest;
        if (!_rolling && (newest.End + size <= _segmentBytes || newest.Last < newest.Header.First)) return newest;
        // Once begun it must come to its end: the new file may be there already, and then nothing may follow in the old one.
        _rolling = true;
        Roll(first, now);
        _rolling = false;
        newest.Seal(_disk);
        MakeSpare();
        return Newest;
    }

    /// <summary>The segment that holds a message or, when that was truncated away, the oldest.</summary>
    public Segment Holding(long sequence)
    {
        var segments = Segments;
        var (low, high) = (0, segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (segments[middle].Header.First <= sequence) low = middle;
            else high = middle - 1;
        }

        return segments[low];
    }

    public long Truncate(DateTimeOffset before)
    {
        var dropped = 0L;
        while (Segments is { Count: > 1 } segments && segments[1].Header.MadeAt <= before)
        {
            // Out of sight first: a reader who looks again finds the next one.
            ImmutableInterlocked.Update(ref _segments, (s, oldest) => s.Remove(oldest), segments[0]);
            File.Delete(segments[0].Path);
            File.Delete(SegmentIndex.PathOf(segments[0].Path));
            dropped += segments[1].Header.First - segments[0].Header.First;
        }

        if (dropped > 0) _disk.FlushFolder(_folder);
        return dropped;
    }

    public void Close()
    {
        Newest.Close();
        lock (_spareGate)
        {
            _closed = true;
            if (_spare is not { } spare) return;
            spare.File.Dispose();
            File.Delete(spare.Path);
        }
    }

    private void Roll(long first, DateTimeOffset now)
    {
        var header = SegmentHeader.Make(first, Segments.IsEmpty ? 0 : Newest.Header.First, now);
        var named = Path.Combine(_folder, Segment.NameOf(first));
        var (path, file) = TakeSpare() ?? Create();
        try
        {
            _disk.Write(file, [header.ToBytes()], 0);
            _disk.Flush(file);
            File.Move(path, named, overwrite: true);
            _disk.FlushFolder(_folder);
        }
        catch (IOException)
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }

        var segment = Segment.Open(named, header, file, SegmentHeader.Size, first - 1);
        ImmutableInterlocked.Update(ref _segments, (s, added) => s.Add(added), segment);
    }

    private void Load(string[] paths)
    {
        var headers = Array.ConvertAll(paths, ReadHeader);
        var segments = ImmutableList.CreateBuilder<Segment>();
        for (var i = 0; i < paths.Length - 1; i++)
        {
            if (headers[i + 1].Previous != headers[i].First)
                throw new CorruptLogException(paths[i + 1], 0, $"the segment before it, {Segment.NameOf(headers[i + 1].Previous)}, is missing");
            segments.Add(Segment.Sealed(paths[i], headers[i], headers[i + 1].First - 1));
        }

        var file = File.OpenHandle(paths[^1], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var (end, last) = Recovery.FindEnd(file, paths[^1], headers[^1]);
        var length = RandomAccess.GetLength(file);
        TornBytes = CountTorn(file, end, length);
        if (length != end) CutTo(file, end);
        segments.Add(Segment.Open(paths[^1], headers[^1], file, end, last));
        _segments = segments.ToImmutable();
    }

    private static SegmentHeader ReadHeader(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file, bytes, 0);
        if (!SegmentHeader.TryRead(bytes.AsSpan(0, read), out var header)) throw new CorruptLogException(path, 0, "not a segment header");
        var expected = Segment.NameOf(header.First);
        return Path.GetFileName(path) == expected
            ? header
            : throw new CorruptLogException(path, 0, $"the header belongs to {expected}");
    }

    private void CutTo(SafeFileHandle file, long end)
    {
        _disk.SetLength(file, end);
        _disk.Flush(file);
    }

    private static long CountTorn(SafeFileHandle file, long end, long length)
    {
        var window = new byte[1 << 20];
        var last = 0L;
        for (var at = end; at < length;)
        {
            var read = RandomAccess.Read(file, window, at);
            if (read == 0) break;
            var used = window.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (used >= 0) last = at + used + 1 - end;
            at += read;
        }

        return last;
    }

    private (string Path, SafeFileHandle File) Create()
    {
        var number = Interlocked.Increment(ref _spares).ToString(CultureInfo.InvariantCulture);
        var path = Path.Combine(_folder, $"next-{number}.tmp");
        return (path, _disk.Create(path, _segmentBytes));
    }

    /// <summary>Does not wait for one that is being made right now.</summary>
    private (string Path, SafeFileHandle File)? TakeSpare()
    {
        if (!_spareGate.TryEnter()) return null;
        try
        {
            var spare = _spare;
            _spare = null;
            return spare;
        }
        finally
        {
            _spareGate.Exit();
        }
    }

    private void MakeSpare() => ThreadPool.QueueUserWorkItem(static self => self.FillSpare(), this, preferLocal: false);

    private void FillSpare()
    {
        lock (_spareGate)
        {
            if (_closed || _spare is not null) return;
            try
            {
                _spare = Create();
            }
            catch (IOException)
            {
                // No room now: the roll will try again, and say so if there still is none.
            }
        }
    }
}
