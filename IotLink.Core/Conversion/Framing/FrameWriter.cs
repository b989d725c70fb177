using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Builds frames: the scanner's other half, for simulators and tests.</summary>
public sealed class FrameWriter(FramingSpec spec)
{
    /// <param name="payload">What the spec's <c>seq</c> reads. Where the length lies inside it, its bytes are overwritten.</param>
    /// <param name="between">Bytes between payload and checksum (a serial number); zeros where the trailer has room for more.</param>
    /// <exception cref="ArgumentException">No variant of the framing can carry this payload.</exception>
    public byte[] Build(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> between = default)
    {
        foreach (var variant in spec.Variants)
        {
            if (TryBuild(variant, payload, between) is { } frame) return frame;
        }

        throw new ArgumentException($"A payload of {payload.Length} bytes does not fit into a frame.");
    }

    private byte[]? TryBuild(FrameVariant variant, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> between)
    {
        ReadOnlySpan<byte> end = variant.Ends.Count > 0 ? variant.Ends[0].Span : default;
        var trailer = variant.Trailer ?? end.Length + (spec.Checksum is { At: null } rule ? rule.Width : 0);
        var frame = new byte[variant.Header + payload.Length + trailer];
        if ((variant.Fixed ?? frame.Length) != frame.Length || between.Length + end.Length > trailer) return null;
        payload.CopyTo(frame.AsSpan(variant.Header));
        between.CopyTo(frame.AsSpan(variant.Header + payload.Length));
        end.CopyTo(frame.AsSpan(frame.Length - end.Length));
        variant.Start.Span.CopyTo(frame);
        if (variant.Length is { } field
            && (field.At + field.Width > frame.Length || !FrameLength.TryWrite(field, frame.Length, frame))) return null;
        if (!FrameLayout.TryOf(spec, variant, frame.Length, end.Length, out var layout)) return null;
        if (spec.Checksum is { } checksum) Checksum.Write(checksum, frame.AsSpan(layout.Checked), frame.AsSpan(layout.Checksum));
        var sent = spec.Escape is { } escape ? Escapes.Apply(escape, variant, frame, end.Length) : frame;
        return sent.Length <= spec.MaxLength ? sent : null;
    }
}
