namespace IotLink.Core.Products.Framing;

/// <summary>How bytes that look like a mark are hidden between the marks: a marker, then a code.</summary>
/// <param name="Codes">Code byte -> what it stands for; empty when <paramref name="Xor"/> says it.</param>
/// <param name="Xor">The byte after the marker is the meant one, XORed with this.</param>
public sealed record EscapeRule(byte Marker, IReadOnlyDictionary<byte, byte> Codes, byte? Xor)
{
    /// <returns>null when the code means nothing.</returns>
    public byte? Decode(byte code) => Xor is { } mask ? (byte)(code ^ mask) : Codes.TryGetValue(code, out var value) ? value : null;

    /// <summary>Whether <paramref name="value"/> must be hidden, and behind which code. With XOR, marks and the marker are hidden.</summary>
    public byte? Encode(byte value, FrameVariant variant)
    {
        if (Xor is { } mask)
            return value == Marker || variant.Start.Span.Contains(value) || EndsContain(variant, value) ? (byte)(value ^ mask) : null;
        foreach (var (code, meant) in Codes)
        {
            if (meant == value) return code;
        }

        return null;
    }

    private static bool EndsContain(FrameVariant variant, byte value)
    {
        foreach (var end in variant.Ends)
        {
            if (end.Span.Contains(value)) return true;
        }

        return false;
    }
}
