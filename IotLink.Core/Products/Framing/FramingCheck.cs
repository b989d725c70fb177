using IotLink.Core.Documents;

namespace IotLink.Core.Products.Framing;

/// <summary>What each key alone cannot show: marks that could be mistaken for each other, parts that do not go together.</summary>
internal static class FramingCheck
{
    public static void Run(FramingSpec spec, DocumentMap map)
    {
        var starts = spec.Variants.Select(v => v.Start).ToList();
        if (starts.Count > 1 && starts.Any(s => s.IsEmpty))
            map.Fault("variants", "framing.marks", "Several variants need a start mark each.");
        if (starts.Count > 1 && Pairs(starts).Any(p => p.A.Span.IndexOf(p.B.Span) >= 0))
            map.Fault("variants", "framing.marks", "A start mark may not contain another.");
        foreach (var variant in spec.Variants)
        {
            if (Pairs(variant.Ends).Any(p => p.A.Span.IndexOf(p.B.Span) is var at and >= 0 && at + p.B.Length < p.A.Length))
                map.Fault("framing.marks", "An end mark may contain another only as its tail (CR LF and LF).");
            if (spec.Escape is not null && (!variant.EndsByMark || variant.Start.IsEmpty))
                map.Fault("escape", "framing.escape", "Escapes need a start and an end mark and no length.");
            if (spec.Checksum is { From: ChecksumFrom.Length } && variant.Length is null)
                map.Fault("crc", "framing.checksum", "'from: length' needs a length field.");
            if (variant.Fixed > spec.MaxLength) map.Fault("fixed", "framing.length", $"Longer than max-length {spec.MaxLength}.");
            foreach (var b in spec.KeepAlive.Span)
            {
                if (variant.Start.IsEmpty ? !variant.EndsByMark : variant.Start.Span[0] == b)
                    map.Fault("keep-alive", "framing.marks", "A keep-alive byte could be the beginning of a frame.");
            }
        }
    }

    private static IEnumerable<(ReadOnlyMemory<byte> A, ReadOnlyMemory<byte> B)> Pairs(IReadOnlyList<ReadOnlyMemory<byte>> marks) =>
        from a in Enumerable.Range(0, marks.Count)
        from b in Enumerable.Range(0, marks.Count)
        where a != b && marks[a].Length >= marks[b].Length
        select (marks[a], marks[b]);
}
