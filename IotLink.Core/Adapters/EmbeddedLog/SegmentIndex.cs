using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// What is in a sealed segment, so that it need not be read to learn that it holds nothing of interest: <c>.idx</c> beside <c>.log</c>.
/// Layout: salt u8, oldest i8, newest i8 (ingest time, ms), then the senders' hashes u8, ascending, then crc32 u4. Made when first asked
/// for; one that does not fit its segment is made again.
/// </summary>
/// <param name="Oldest">Earliest arrival in it, ms. Not always the first: clocks are set back.</param>
/// <param name="Newest">Latest arrival in it, ms.</param>
/// <param name="Senders">Hashes of the devices that sent its messages, ascending.</param>
internal sealed record SegmentIndex(long Oldest, long Newest, ulong[] Senders)
{
    private const int Fixed = 24;

    public static string PathOf(string log) => Path.ChangeExtension(log, ".idx");

    public static ulong HashOf(ReadOnlySpan<byte> device) => XxHash3.HashToUInt64(device);

    public static ulong HashOf(DeviceId device) => HashOf(Encoding.ASCII.GetBytes(device.Value));

    public bool HasAny(HashSet<ulong> senders) =>
        senders.Count < Senders.Length ? senders.Any(s => Array.BinarySearch(Senders, s) >= 0) : Senders.Any(senders.Contains);

    /// <summary>From its file, or else from the segment, which is read through once.</summary>
    public static SegmentIndex Of(Segment segment, byte[] buffer)
    {
        var path = PathOf(segment.Path);
        if (Load(path, segment.Header.Salt) is { } known) return known;
        var made = Make(segment, buffer);
        try
        {
            made.Save(path, segment.Header.Salt);
        }
        catch (IOException)
        {
            // A full disk, or a segment truncated meanwhile: it will be made again.
        }

        return made;
    }

    private static SegmentIndex Make(Segment segment, byte[] buffer)
    {
        var senders = new HashSet<ulong>();
        var (oldest, newest) = (long.MaxValue, long.MinValue);
        using var scan = new SegmentScan(segment, segment.Header.First, segment.Last, buffer);
        while (scan.More)
        {
            if (!scan.TryTake(out var header, out var records))
            {
                scan.Fill();
                continue;
            }

            var rest = records.Span;
            for (var left = header.Count; left > 0; left--)
            {
                var time = SegmentScan.TimeOf(rest);
                (oldest, newest) = (Math.Min(oldest, time), Math.Max(newest, time));
                senders.Add(HashOf(SegmentScan.DeviceOf(rest)));
                rest = rest[(Block.RecordOverhead + SegmentScan.LengthOf(rest))..];
            }
        }

        return new(oldest, newest, [.. senders.Order()]);
    }

    private void Save(string path, ulong salt)
    {
        var numbers = new ulong[3 + Senders.Length];
        (numbers[0], numbers[1], numbers[2]) = (salt, (ulong)Oldest, (ulong)Newest);
        Senders.CopyTo(numbers, 3);
        var bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
        var temporary = path + ".part";
        using (var file = File.Create(temporary))
        {
            file.Write(bytes);
            file.Write(BitConverter.GetBytes(Crc32.HashToUInt32(bytes)));
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static SegmentIndex? Load(string path, ulong salt)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Fixed + 4 || (bytes.Length - 4) % 8 != 0) return null;
        var body = bytes.AsSpan(0, bytes.Length - 4);
        if (BitConverter.ToUInt32(bytes, body.Length) != Crc32.HashToUInt32(body)) return null;
        var numbers = MemoryMarshal.Cast<byte, ulong>(body);
        return numbers[0] == salt ? new((long)numbers[1], (long)numbers[2], numbers[3..].ToArray()) : null;
    }
}
