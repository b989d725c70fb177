using System.Buffers;
using CsCheck;
using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;

namespace IotLink.Tests.Core.Framing;

public sealed class FrameScannerTests
{
    private static readonly byte[] Hot = [0x01, 0x52, 0x02, 0x03, 0xE8];

    [Fact]
    public void A_length_prefix_ends_a_frame()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.ProdA);
        var frame = new FrameWriter(spec).Build(Hot);
        Assert.Equal("0005", Convert.ToHexString(frame[..2]));
        var found = Streams.Scan(spec, [.. frame, .. frame]);
        Assert.Equal(2, found.Count);
        Assert.All(found, piece => Assert.Equal((FrameKind.Data, "01520203E8"), (piece.Kind, piece.Payload)));
    }

    [Fact]
    public void Without_start_marks_a_bad_frame_ends_the_connection()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.ProdA);
        var frame = new FrameWriter(spec).Build(Hot);
        frame[^1] ^= 1;
        var piece = Assert.Single(Streams.Scan(spec, frame));
        Assert.Equal((Reason.FrameChecksum, true), (piece.Code, piece.MustClose));
        piece = Assert.Single(Streams.Scan(spec, [0xFF, 0xFF, 0]));
        Assert.Equal((Reason.FrameTooLong, true), (piece.Code, piece.MustClose));
    }

    [Fact]
    public void Garbage_before_a_start_mark_is_refused_once_and_the_frame_is_found()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Gator);
        var frame = new FrameWriter(spec).Build([0x80, 0, 0, 0x11, 0x22, 0x33, 0x44, 0x09]);
        byte[] stream = [0x00, 0x24, 0x11, .. frame];
        foreach (var size in new[] { 1, 2, 5, 100 })
        {
            var found = Streams.Scan(spec, stream, size);
            Assert.Equal([(FrameKind.Refused, "002411"), (FrameKind.Data, Convert.ToHexString(frame))], found.Select(p => (p.Kind, p.Bytes)));
        }
    }

    [Fact]
    public void After_a_wrong_checksum_the_next_frame_is_found()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Gt06);
        var good = new FrameWriter(spec).Build([0x12, 1, 2, 3], [0, 9]);
        var bad = (byte[])good.Clone();
        bad[5] ^= 0x40;
        var found = Streams.Scan(spec, [.. bad, .. good]);
        Assert.Equal([Reason.FrameChecksum, null], found.Select(p => p.Code));
        Assert.Equal("12010203", found[1].Payload);
    }

    [Fact]
    public void A_frame_cut_short_does_not_swallow_the_next()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Gt06);
        var good = new FrameWriter(spec).Build([0x12, 1, 2, 3], [0, 9]);
        var found = Streams.Scan(spec, [.. good[..6], .. good, .. good]);
        Assert.Equal([Reason.FrameMalformed, null, null], found.Select(p => p.Code));
    }

    [Fact]
    public void A_text_line_ends_with_either_newline_and_blank_lines_are_nothing()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Lines);
        var found = Streams.Scan(spec, "a,1\r\n\n\r\nb,2\n"u8.ToArray());
        Assert.Equal(["612C31", "", "", "622C32"], found.Select(p => p.Payload));
        Assert.Equal([FrameKind.Data, FrameKind.KeepAlive, FrameKind.KeepAlive, FrameKind.Data], found.Select(p => p.Kind));
    }

    [Fact]
    public void An_endless_line_is_refused()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Lines);
        var found = Streams.Scan(spec, [.. Enumerable.Repeat((byte)'x', 500)], 7);
        Assert.Equal((Reason.FrameTooLong, true), (found[^1].Code, found[^1].MustClose));
        found = Streams.Scan(FramingDocuments.Spec(FramingDocuments.Delimited), [(byte)'*', .. Enumerable.Repeat((byte)'x', 500), .. "*HQ,7#"u8], 7);
        Assert.Equal([Reason.FrameTooLong, Reason.FrameMalformed, null], found.Select(p => p.Code).Distinct());
        Assert.Equal("48512C37", found[^1].Payload);
    }

    [Fact]
    public void Keep_alive_bytes_stand_between_frames()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.XorEscaped);
        var frame = new FrameWriter(spec).Build([2, 3, 0x10]);
        var found = Streams.Scan(spec, [0, 0xFF, .. frame, 0]);
        Assert.Equal([FrameKind.KeepAlive, FrameKind.KeepAlive, FrameKind.Data, FrameKind.KeepAlive], found.Select(p => p.Kind));
        Assert.Equal("020310", found[2].Payload);
    }

    [Fact]
    public void Escaped_marks_are_revealed_and_shared_marks_tolerated()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Escaped);
        var frame = new FrameWriter(spec).Build([0x7E, 0x7D, 0x05]);
        Assert.Equal("7E7D027D0105067E", Convert.ToHexString(frame));
        var found = Streams.Scan(spec, [0x7E, .. frame, .. frame]);
        Assert.Equal([FrameKind.KeepAlive, FrameKind.Data, FrameKind.Data], found.Select(p => p.Kind));
        Assert.Equal("7E7D05", found[2].Payload);
        Assert.Equal(Reason.FrameMalformed, Streams.Scan(spec, [0x7E, 0x7D, 0x09, 0x7E])[0].Code);
    }

    [Fact]
    public void A_checksum_may_be_text()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.Nmea);
        var found = Streams.Scan(spec, "$GPGLL,5057.970,N,00146.110,E,142451,A*27\r\n$GPGLL,5057.970,N*28\r\n"u8.ToArray());
        Assert.Equal([null, Reason.FrameChecksum], found.Select(p => p.Code));
    }

    [Fact]
    public void A_length_may_be_text()
    {
        var spec = FramingDocuments.Spec(FramingDocuments.AsciiLength);
        Assert.Equal([FrameKind.Refused, FrameKind.Data], Streams.Scan(spec, "##00x3abc!##0004abc!"u8.ToArray()).Select(p => p.Kind));
    }

    [Theory]
    [InlineData(FramingDocuments.ProdA)]
    [InlineData(FramingDocuments.Gt06)]
    [InlineData(FramingDocuments.Escaped)]
    [InlineData(FramingDocuments.Lines)]
    public void Good_frames_are_cut_without_allocating(string document)
    {
        var spec = FramingDocuments.Spec(document);
        var stream = Enumerable.Repeat(Frame(spec, "abcde"u8.ToArray()), 100).SelectMany(f => f).ToArray();
        var scanner = new FrameScanner(spec);
        var lowest = long.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var buffer = new ReadOnlySequence<byte>(stream);
            var frames = 0;
            while (scanner.TryRead(ref buffer, out _)) frames++;
            lowest = Math.Min(lowest, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(100, frames);
        }

        Assert.Equal(0, lowest);
    }

    [Theory]
    [MemberData(nameof(FramingDocuments.All), MemberType = typeof(FramingDocuments))]
    public void Any_split_of_a_stream_gives_the_same_frames(string document)
    {
        var spec = FramingDocuments.Spec(document);
        Gen.Select(Stream(spec), Gen.Int[1, 9].Array[1, 6]).Sample((stream, cuts) =>
        {
            var whole = Streams.Scan(spec, stream);
            var split = Streams.Scan(spec, stream, cuts);
            // A connection that ends on garbage shows as much of it as had arrived.
            static IEnumerable<Streams.Piece> Firm(List<Streams.Piece> found) => found.Select(p => p.MustClose ? p with { Bytes = "" } : p);
            return Firm(whole).SequenceEqual(Firm(split));
        });
    }

    [Theory]
    [MemberData(nameof(FramingDocuments.All), MemberType = typeof(FramingDocuments))]
    public void Every_byte_of_a_stream_is_in_exactly_one_piece(string document)
    {
        var spec = FramingDocuments.Spec(document);
        Stream(spec).Sample(stream =>
        {
            var found = Streams.Scan(spec, stream, 3);
            return Convert.ToHexString(stream).StartsWith(string.Concat(found.Select(p => p.Bytes)), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(FramingDocuments.All), MemberType = typeof(FramingDocuments))]
    public void Ten_thousand_mutated_frames_never_throw(string document)
    {
        var spec = FramingDocuments.Spec(document);
        var reasons = new Dictionary<string, int>();
        foreach (var stream in Mutations(spec, 10_000))
        {
            foreach (var piece in Streams.Scan(spec, stream, 11))
            {
                if (piece.Code is not null) reasons[piece.Code] = reasons.GetValueOrDefault(piece.Code) + 1;
            }
        }

        // Any bytes are a line; everything else can be wrong.
        Assert.Equal(document == FramingDocuments.Lines, reasons.Count == 0);
        Assert.All(reasons.Keys, code => Assert.StartsWith("frame.", code, StringComparison.Ordinal));
    }

    /// <summary>Good frames, some of them broken, with garbage between.</summary>
    private static Gen<byte[]> Stream(FramingSpec spec)
    {
        var value = spec.Escape is null && spec.Variants[0].EndsByMark ? Gen.Byte[(byte)'a', (byte)'f'] : Gen.Byte;
        var good = value.Array[5].Select(p => Frame(spec, p));
        var bad = Gen.Select(good, Gen.Int[0, 30], Gen.Byte).Select((frame, at, value) =>
        {
            frame[at % frame.Length] = value;
            return frame;
        });
        return Gen.OneOf(good, good, bad, Gen.Byte.Array[1, 6]).Array[1, 6].Select(parts => parts.SelectMany(p => p).ToArray());
    }

    private static byte[] Frame(FramingSpec spec, byte[] payload) =>
        new FrameWriter(spec).Build(spec.Variants[0].Fixed is { } size ? [.. payload.Concat(new byte[8]).Take(size - 1)] : payload);

    private static IEnumerable<byte[]> Mutations(FramingSpec spec, int count)
    {
        var random = new Random(20261123);
        for (var i = 0; i < count; i++)
        {
            var payload = new byte[5];
            random.NextBytes(payload);
            var bytes = Frame(spec, payload).ToList();
            for (var m = random.Next(1, 4); m > 0 && bytes.Count > 0; m--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes.RemoveAt(at);
                else if (random.Next(2) == 0) bytes.Insert(at, (byte)random.Next(256));
                else bytes[at] ^= (byte)(1 << random.Next(8));
            }

            yield return [.. bytes];
        }
    }
}
