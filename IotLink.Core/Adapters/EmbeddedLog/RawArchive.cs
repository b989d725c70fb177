using System.Collections.Concurrent;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>The log's own segments, read in bulk beside its writer. Segments without a sender of interest are passed over unread.</summary>
internal sealed class RawArchive(SegmentFolder folder) : IRawArchive
{
    private const int BufferSize = 1 << 20;

    private readonly ConcurrentDictionary<long, SegmentIndex> _indexes = new();

    public ArchiveRange Locate(int shard, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shard, 0);
        var (earliest, end) = (from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds());
        var segments = folder.Segments;
        var (first, last) = (long.MaxValue, 0L);
        var buffer = new byte[BufferSize];
        foreach (var segment in segments)
        {
            if (segment.Last < segment.Header.First) continue;
            if (IndexOf(segment, segments[^1], buffer) is { } index)
            {
                if (index.Newest < earliest || index.Oldest >= end) continue;
                if (index.Oldest >= earliest && index.Newest < end)
                {
                    (first, last) = (Math.Min(first, segment.Header.First), Math.Max(last, segment.Last));
                    continue;
                }
            }

            Narrow(segment, earliest, end, ref buffer, ref first, ref last);
        }

        if (last == 0) first = segments[^1].Last + 1;
        return new(0, first, Math.Max(last, first - 1), KeptFrom(segments[0], from, buffer));
    }

    public IEnumerable<IReadOnlyList<StoredMessage>> Read(ArchiveQuery query, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Shard, 0);
        var senders = query.Devices?.Select(SegmentIndex.HashOf).ToHashSet();
        var run = new List<StoredMessage>(4096);
        var buffer = new byte[BufferSize];
        var segments = folder.Segments;
        foreach (var segment in segments.Where(s => s.Last >= query.First && s.Header.First <= query.Last))
        {
            if (senders is not null && IndexOf(segment, segments[^1], buffer)?.HasAny(senders) == false) continue;
            using var scan = new SegmentScan(segment, query.First, query.Last, buffer);
            while (scan.More)
            {
                ct.ThrowIfCancellationRequested();
                scan.Fill();
                run.Clear();
                while (scan.More && scan.TryTake(out var header, out var records)) Take(header, records, query, senders, run);
                if (run.Count > 0) yield return run;
            }

            buffer = scan.Buffer;
        }
    }

    private static void Take(FrameHeader header, ReadOnlyMemory<byte> records, ArchiveQuery query, HashSet<ulong>? senders, List<StoredMessage> run)
    {
        for (var sequence = header.First; sequence <= header.Last; sequence++)
        {
            var span = records.Span;
            var size = Block.RecordOverhead + SegmentScan.LengthOf(span);
            if (sequence >= query.First && sequence <= query.Last && (senders is null || senders.Contains(SegmentIndex.HashOf(SegmentScan.DeviceOf(span)))))
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(SegmentScan.TimeOf(span));
                run.Add(new(new(0, sequence), at, MessageCodec.Read(records[Block.RecordOverhead..size])));
            }

            records = records[size..];
        }
    }

    /// <summary>null for the segment that is still written.</summary>
    private SegmentIndex? IndexOf(Segment segment, Segment newest, byte[] buffer)
    {
        if (segment == newest) return null;
        if (_indexes.Count > 4096) _indexes.Clear();
        return _indexes.TryGetValue(segment.Header.First, out var known)
            ? known
            : _indexes[segment.Header.First] = SegmentIndex.Of(segment, buffer);
    }

    /// <summary>Widens the range by the messages of a segment that arrived within it.</summary>
    private static void Narrow(Segment segment, long earliest, long end, ref byte[] buffer, ref long first, ref long last)
    {
        using var scan = new SegmentScan(segment, segment.Header.First, segment.Last, buffer);
        while (scan.More)
        {
            if (!scan.TryTake(out var header, out var records))
            {
                scan.Fill();
                continue;
            }

            var rest = records.Span;
            for (var sequence = header.First; sequence <= header.Last; sequence++)
            {
                var time = SegmentScan.TimeOf(rest);
                if (time >= earliest && time < end) (first, last) = (Math.Min(first, sequence), Math.Max(last, sequence));
                rest = rest[(Block.RecordOverhead + SegmentScan.LengthOf(rest))..];
            }
        }

        buffer = scan.Buffer;
    }

    private static DateTimeOffset? KeptFrom(Segment oldest, DateTimeOffset from, byte[] buffer)
    {
        if (oldest.Header.First == 1 || oldest.Last < oldest.Header.First) return null;
        using var scan = new SegmentScan(oldest, oldest.Header.First, oldest.Header.First, buffer);
        scan.Fill();
        scan.TryTake(out _, out var records);
        var kept = DateTimeOffset.FromUnixTimeMilliseconds(SegmentScan.TimeOf(records.Span));
        return kept > from ? kept : null;
    }
}
