using System.Buffers;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>
/// Cuts one TCP byte stream into frames and checks them. It keeps nothing between calls but a scratch buffer of at most one frame, so
/// one instance serves one connection (or one thread). Never throws on what arrives.
/// </summary>
public sealed class FrameScanner(FramingSpec spec)
{
    private readonly FrameCutter _cutter = new(spec);
    private byte[] _joined = [];
    private byte[] _plain = [];

    public FramingSpec Spec => spec;

    /// <summary>
    /// Takes the next frame, keep-alive byte or refused piece off the front of <paramref name="buffer"/>.
    /// </summary>
    /// <returns>
    /// false when more bytes are needed; the buffer then holds fewer than <see cref="FramingSpec.MaxLength"/> bytes, which is all a
    /// connection can make its reader keep.
    /// </returns>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out ScannedFrame frame)
    {
        frame = default;
        if (buffer.IsEmpty) return false;
        var window = buffer.First;
        var cut = _cutter.Next(window.Span);
        if (cut.Length == 0 && !buffer.IsSingleSegment) cut = _cutter.Next((window = Join(buffer)).Span);
        if (cut.Length == 0) return false;
        frame = Inspect(window[..cut.Length], cut);
        buffer = buffer.Slice(frame.Bytes.Length);
        return true;
    }

    /// <summary>Reads bytes that must be exactly one frame, as an archive or an MQTT bridge holds them.</summary>
    public ScannedFrame ReadOne(ReadOnlyMemory<byte> bytes)
    {
        var cut = _cutter.Next(bytes.Span);
        if (cut.Length == bytes.Length && !bytes.IsEmpty) return Inspect(bytes, cut);
        var detail = cut.Detail ?? (cut.Length == 0 ? "The frame is not complete." : $"{bytes.Length - cut.Length} bytes behind the frame.");
        return Garbage(bytes, cut.Code ?? Reason.FrameMalformed, detail, cut.Length);
    }

    private ReadOnlyMemory<byte> Join(ReadOnlySequence<byte> buffer)
    {
        var head = buffer.Slice(0, Math.Min(buffer.Length, spec.MaxLength));
        var length = (int)head.Length;
        if (_joined.Length < length) _joined = new byte[Math.Min(spec.MaxLength, Math.Max(length, 2 * _joined.Length))];
        head.CopyTo(_joined);
        return _joined.AsMemory(0, length);
    }

    private ScannedFrame Inspect(ReadOnlyMemory<byte> bytes, Cut cut)
    {
        if (cut.Code is { } code) return Garbage(bytes, code, cut.Detail!, 0);
        if (cut.Variant is not { } variant) return new() { Kind = FrameKind.KeepAlive, Bytes = bytes };
        if (!variant.EndsByMark && cut.EndLength > 0 && !bytes.Span.EndsWith(variant.Ends[0].Span))
            return Refused(bytes, Reason.FrameMalformed, "The end mark is missing.", bytes.Length - cut.EndLength, endIsSure: false);
        var endIsSure = cut.EndLength > 0;
        if (Plain(bytes, variant, cut.EndLength) is not { } plain)
            return Refused(bytes, Reason.FrameMalformed, "An escape that means nothing.", 0, endIsSure);
        if (!FrameLayout.TryOf(spec, variant, plain.Length, cut.EndLength, out var layout))
            return Refused(bytes, Reason.FrameMalformed, "The frame is shorter than its parts.", 0, endIsSure);
        if (spec.Checksum is { } rule && !Checksum.Matches(rule, plain.Span[layout.Checked], plain.Span[layout.Checksum]))
            return Mismatch(rule, bytes, plain, layout, endIsSure);
        var payload = plain[layout.Payload];
        return new()
        {
            Kind = KindOf(payload.Span),
            Bytes = bytes,
            Plain = plain,
            Payload = payload,
            Checksum = plain[layout.Checksum],
        };
    }

    private ReadOnlyMemory<byte>? Plain(ReadOnlyMemory<byte> bytes, FrameVariant variant, int endLength)
    {
        if (spec.Escape is not { } escape) return bytes;
        if (_plain.Length < bytes.Length) _plain = new byte[bytes.Length];
        var length = Escapes.Undo(escape, bytes.Span, variant.Start.Length, endLength, _plain);
        return length < 0 ? null : _plain.AsMemory(0, length);
    }

    private ScannedFrame Mismatch(
        ChecksumRule rule, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> plain, FrameLayout layout, bool endIsSure)
    {
        Span<byte> expected = stackalloc byte[Checksum.MaxWidth];
        Checksum.Write(rule, plain.Span[layout.Checked], expected);
        var found = plain[layout.Checksum];
        var detail = $"The checksum is {Shown(rule, found.Span)}, expected {Shown(rule, expected[..rule.Width])}.";
        return Refused(bytes, Reason.FrameChecksum, detail, layout.Checksum.Start.Value, endIsSure) with { Plain = plain, Checksum = found };
    }

    /// <summary>Digits as they stand in the frame, bytes as digits.</summary>
    private static string Shown(ChecksumRule rule, ReadOnlySpan<byte> checksum) =>
        rule.AsHex ? System.Text.Encoding.ASCII.GetString(checksum) : Convert.ToHexString(checksum);

    /// <param name="endIsSure">An end mark stands where the frame ends, so reading on behind it is safe. Else from the next start mark in it.</param>
    private ScannedFrame Refused(ReadOnlyMemory<byte> bytes, string code, string detail, int offset, bool endIsSure)
    {
        var piece = endIsSure ? bytes : bytes[.._cutter.Resume(bytes.Span)];
        return Garbage(piece, code, detail, offset) with { MustClose = !spec.HasStartMarks && !endIsSure };
    }

    private ScannedFrame Garbage(ReadOnlyMemory<byte> bytes, string code, string detail, int offset) => new()
    {
        Kind = FrameKind.Refused,
        Bytes = bytes,
        Plain = bytes,
        Refusal = new(code, detail, offset),
        MustClose = !spec.HasStartMarks,
    };

    private FrameKind KindOf(ReadOnlySpan<byte> payload)
    {
        if (!spec.Heartbeat.IsEmpty && payload.StartsWith(spec.Heartbeat.Span)) return FrameKind.Heartbeat;
        return spec.Identity.Source == IdentitySource.Login && payload.StartsWith(spec.Identity.When.Span) ? FrameKind.Login : FrameKind.Data;
    }
}
