using System.Buffers;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Products.Framing;

namespace IotLink.Tests.Core.Framing;

/// <summary>Plays a byte stream to a scanner in pieces, as a socket would.</summary>
internal static class Streams
{
    public sealed record Piece(FrameKind Kind, string Bytes, string Payload, string? Code, bool MustClose);

    /// <param name="cuts">Lengths of the pieces, repeated until all is played; the scanner is asked after each.</param>
    public static List<Piece> Scan(FramingSpec spec, byte[] stream, params int[] cuts)
    {
        var scanner = new FrameScanner(spec);
        var found = new List<Piece>();
        var pending = new List<byte[]>();
        for (var (at, i) = (0, 0); at < stream.Length; i++)
        {
            var size = Math.Min(cuts.Length == 0 ? stream.Length : cuts[i % cuts.Length], stream.Length - at);
            pending.Add(stream[at..(at + size)]);
            at += size;
            var buffer = Chain(pending);
            while (scanner.TryRead(ref buffer, out var frame))
            {
                Assert.NotEqual(0, frame.Bytes.Length);
                found.Add(new(frame.Kind, Convert.ToHexString(frame.Bytes.Span), Convert.ToHexString(frame.Payload.Span),
                    frame.Refusal?.Code, frame.MustClose));
                if (frame.MustClose) return found;
            }

            Assert.True(buffer.Length < spec.MaxLength, "The scanner lets its reader keep too much.");
            pending = buffer.IsEmpty ? [] : [.. Pieces(buffer)];
        }

        return found;
    }

    private static IEnumerable<byte[]> Pieces(ReadOnlySequence<byte> buffer)
    {
        foreach (var memory in buffer) yield return memory.ToArray();
    }

    private static ReadOnlySequence<byte> Chain(List<byte[]> pieces)
    {
        var first = new Segment(pieces[0], null);
        var last = first;
        foreach (var piece in pieces.Skip(1)) last = new(piece, last);
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? before)
        {
            Memory = bytes;
            if (before is null) return;
            RunningIndex = before.RunningIndex + before.Memory.Length;
            before.Next = this;
        }
    }
}
