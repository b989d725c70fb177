using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>Where the parts of one frame of known size lie.</summary>
internal readonly record struct FrameLayout(Range Payload, Range Checked, Range Checksum)
{
    /// <returns>false when the frame is too short for its parts.</returns>
    public static bool TryOf(FramingSpec spec, FrameVariant variant, int size, int endLength, out FrameLayout layout)
    {
        var rule = spec.Checksum;
        var behind = variant.Trailer ?? endLength + (rule is { At: null } ? rule.Width : 0);
        var payloadEnd = size - behind;
        layout = default;
        if (payloadEnd < variant.Header) return false;
        layout = new(variant.Header..payloadEnd, default, default);
        if (rule is null) return true;
        var at = rule.At is { } place ? FromEnd(place, size) : size - endLength - rule.Width;
        var from = CheckedFrom(rule, variant, size);
        var to = rule.To is { } until ? FromEnd(until, size) : at;
        if (at < 0 || at + rule.Width > size || from < 0 || to < from || to > size) return false;
        layout = layout with { Checked = from..to, Checksum = at..(at + rule.Width) };
        return true;
    }

    public static int CheckedFrom(ChecksumRule rule, FrameVariant variant, int size) => rule.From switch
    {
        ChecksumFrom.Length => variant.Length!.At,
        ChecksumFrom.Payload => variant.Header,
        ChecksumFrom.Offset => FromEnd(rule.FromOffset, size),
        _ => 0,
    };

    private static int FromEnd(int offset, int size) => offset < 0 ? size + offset : offset;
}
