using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Hides and reveals bytes between a frame's marks.</summary>
internal static class Escapes
{
    /// <param name="plain">At least as long as <paramref name="frame"/>.</param>
    /// <returns>Length of the plain frame; -1 when an escape means nothing.</returns>
    public static int Undo(EscapeRule rule, ReadOnlySpan<byte> frame, int startLength, int endLength, Span<byte> plain)
    {
        var inner = frame[startLength..^endLength];
        frame[..startLength].CopyTo(plain);
        var written = startLength;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] != rule.Marker)
            {
                plain[written++] = inner[i];
                continue;
            }

            if (++i == inner.Length || rule.Decode(inner[i]) is not { } value) return -1;
            plain[written++] = value;
        }

        frame[^endLength..].CopyTo(plain[written..]);
        return written + endLength;
    }

    public static byte[] Apply(EscapeRule rule, FrameVariant variant, ReadOnlySpan<byte> plain, int endLength)
    {
        var escaped = new List<byte>(plain.Length + 8);
        escaped.AddRange(plain[..variant.Start.Length]);
        foreach (var value in plain[variant.Start.Length..^endLength])
        {
            if (rule.Encode(value, variant) is { } code) escaped.AddRange([rule.Marker, code]);
            else escaped.Add(value);
        }

        escaped.AddRange(plain[^endLength..]);
        return [.. escaped];
    }
}
