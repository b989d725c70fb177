using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Where the next piece of a byte stream ends and what it is, before its inside is looked at.</summary>
/// <param name="Length">0: more bytes are needed to tell.</param>
/// <param name="Variant">null for a keep-alive byte and for garbage.</param>
/// <param name="EndLength">Bytes of the end mark that was found or is expected.</param>
/// <param name="Code">Set for garbage, with <paramref name="Detail"/>.</param>
internal readonly record struct Cut(int Length, FrameVariant? Variant, int EndLength, string? Code, string? Detail)
{
    public static Cut NeedsMore => default;

    public static Cut Skip(int length) => new(length, null, 0, null, null);

    public static Cut Frame(int length, FrameVariant variant, int endLength) => new(length, variant, endLength, null, null);

    public static Cut Garbage(int length, string code, string detail) => new(length, null, 0, code, detail);
}
