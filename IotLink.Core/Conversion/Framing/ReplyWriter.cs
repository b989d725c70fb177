using System.Buffers;
using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Fills in reply templates. What a refused frame is too short to give is echoed as zeros.</summary>
public static class ReplyWriter
{
    /// <summary>Writes the answer to <paramref name="frame"/>. Call it while the frame's memory is valid; send it when it is due.</summary>
    /// <param name="now">What the device is told as the time.</param>
    /// <param name="refusal">Why the frame was not taken; its own refusal when null.</param>
    public static void Write(
        FramingSpec spec, ReplyTemplate template, in ScannedFrame frame, DateTimeOffset now, IBufferWriter<byte> output, Refusal? refusal = null)
    {
        Span<byte> reply = stackalloc byte[ReplyTemplate.MaxLength];
        reply.Clear();
        var length = 0;
        foreach (var part in template.Parts)
        {
            var place = reply.Slice(length, part.Size);
            switch (part.Kind)
            {
                case ReplyPartKind.Literal:
                    place[0] = part.Literal;
                    break;
                case ReplyPartKind.Reason:
                    place[0] = ReasonByte((refusal ?? frame.Refusal)?.Code);
                    break;
                case ReplyPartKind.Time:
                    part.Time!.Write(now.ToOffset(spec.Reply.UtcOffset), place);
                    break;
                case ReplyPartKind.Field:
                    Echo(part.Field, frame, place);
                    break;
                case ReplyPartKind.FrameChecksum when frame.Checksum.Length == part.Size:
                    frame.Checksum.Span.CopyTo(place);
                    break;
                case ReplyPartKind.Checksum:
                    var variant = VariantOf(spec, reply[..length]);
                    var from = FrameLayout.CheckedFrom(spec.Checksum!, variant, length);
                    Checksum.Write(spec.Checksum!, reply[Math.Clamp(from, 0, length)..length], place);
                    break;
            }

            length += part.Size;
        }

        Send(spec, reply[..length], output);
    }

    /// <summary>The byte <c>{reason}</c> stands for; 0 for a reason devices are not told.</summary>
    public static byte ReasonByte(string? code) => code switch
    {
        Reason.FrameMalformed => 1,
        Reason.FrameChecksum => 2,
        Reason.FrameTooLong => 3,
        Reason.FrameNoIdentity => 4,
        Reason.DeviceUnknown => 5,
        Reason.DeviceUnauthorized => 6,
        Reason.RateLimited => 7,
        Reason.StreamFull or Reason.StreamUnavailable => 8,
        _ => 0,
    };

    private static void Echo(FrameField field, in ScannedFrame frame, Span<byte> place)
    {
        var source = (field.InFrame ? frame.Plain : frame.Payload).Span;
        var at = field.At < 0 ? source.Length + field.At : field.At;
        if (at >= 0 && at + field.Size <= source.Length) source.Slice(at, field.Size).CopyTo(place);
    }

    private static FrameVariant VariantOf(FramingSpec spec, ReadOnlySpan<byte> reply)
    {
        foreach (var variant in spec.Variants)
        {
            if (reply.StartsWith(variant.Start.Span)) return variant;
        }

        return spec.Variants[0];
    }

    private static void Send(FramingSpec spec, ReadOnlySpan<byte> reply, IBufferWriter<byte> output)
    {
        var variant = VariantOf(spec, reply);
        var end = variant.Ends.Count > 0 && reply.EndsWith(variant.Ends[0].Span) ? variant.Ends[0].Length : 0;
        if (spec.Escape is { } escape && reply.Length >= variant.Start.Length + end)
            output.Write(Escapes.Apply(escape, variant, reply, end));
        else output.Write(reply);
    }
}
