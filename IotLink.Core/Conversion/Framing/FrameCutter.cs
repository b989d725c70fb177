using IotLink.Core.Messages;
using IotLink.Core.Products.Framing;

namespace IotLink.Core.Conversion.Framing;

/// <summary>
/// Finds where frames begin and end. Pure: every decision rests on the bytes up to it and not on how they were delivered, so any split
/// of a stream gives the same pieces. A piece is at most <see cref="FramingSpec.MaxLength"/> long.
/// </summary>
internal sealed class FrameCutter(FramingSpec spec)
{
    // An array: walking an interface would allocate an enumerator per frame.
    private readonly FrameVariant[] _variants = [.. spec.Variants];

    public Cut Next(ReadOnlySpan<byte> seen)
    {
        if (seen.IsEmpty) return Cut.NeedsMore;
        if (spec.KeepAlive.Span.Contains(seen[0])) return Cut.Skip(1);
        var maybe = false;
        foreach (var variant in _variants)
        {
            var start = variant.Start.Span;
            if (seen.StartsWith(start)) return OfVariant(seen, variant);
            maybe |= start.StartsWith(seen);
        }

        return maybe ? Cut.NeedsMore : Garbage(seen, Reason.FrameMalformed, "No start mark.");
    }

    /// <summary>Where the next frame may begin behind a bad one: at a start mark or at what could become one.</summary>
    public int Resume(ReadOnlySpan<byte> frame)
    {
        if (!spec.HasStartMarks) return frame.Length;
        for (var i = 1; i < frame.Length; i++)
        {
            foreach (var variant in _variants)
            {
                var start = variant.Start.Span;
                if (frame[i..].StartsWith(start) || start.StartsWith(frame[i..])) return i;
            }
        }

        return frame.Length;
    }

    private Cut OfVariant(ReadOnlySpan<byte> seen, FrameVariant variant)
    {
        if (variant.EndsByMark) return ToMark(seen, variant);
        long size = variant.Fixed ?? 0;
        if (variant.Length is { } field)
        {
            if (FrameLength.WidthIn(field, seen) is null) return Cut.NeedsMore;
            if (!FrameLength.TryRead(field, seen, out size))
                return Garbage(seen, Reason.FrameMalformed, "The length is not a number.");
        }

        var end = variant.Ends.Count > 0 ? variant.Ends[0].Length : 0;
        if (size > spec.MaxLength) return Garbage(seen, Reason.FrameTooLong, $"The frame says {size} bytes, {spec.MaxLength} are allowed.");
        if (size < Math.Max(1, Math.Max(variant.Header, variant.Start.Length) + (variant.Trailer ?? end)))
            return Garbage(seen, Reason.FrameMalformed, $"The frame says {size} bytes, fewer than header and trailer have.");
        return seen.Length < size ? Cut.NeedsMore : Cut.Frame((int)size, variant, end);
    }

    private Cut ToMark(ReadOnlySpan<byte> seen, FrameVariant variant)
    {
        var from = variant.Start.Length;
        var rest = seen[Math.Min(from, seen.Length)..Math.Min(seen.Length, spec.MaxLength)];
        var (at, length) = Earliest(rest, variant.Ends);
        if (spec.Escape is not null && !EndsAsItStarts(variant))
        {
            var restart = rest.IndexOf(variant.Start.Span);
            if (restart >= 0 && (at < 0 || restart < at))
                return Cut.Garbage(from + restart, Reason.FrameMalformed, "A new start mark before the end mark.");
        }

        if (at == 0 && from == length && EndsAsItStarts(variant)) return Cut.Skip(from);
        if (at == 0 && from == 0) return Cut.Skip(length);
        if (at >= 0) return Cut.Frame(from + at + length, variant, length);
        return seen.Length < spec.MaxLength
            ? Cut.NeedsMore
            : Garbage(seen, Reason.FrameTooLong, $"No end mark within {spec.MaxLength} bytes.");
    }

    private static bool EndsAsItStarts(FrameVariant variant)
    {
        for (var i = 0; i < variant.Ends.Count; i++)
        {
            if (variant.Ends[i].Span.SequenceEqual(variant.Start.Span)) return true;
        }

        return false;
    }

    private static (int At, int Length) Earliest(ReadOnlySpan<byte> rest, IReadOnlyList<ReadOnlyMemory<byte>> ends)
    {
        var (at, length) = (-1, 0);
        for (var i = 0; i < ends.Count; i++)
        {
            var found = rest.IndexOf(ends[i].Span);
            if (found >= 0 && (at < 0 || found < at)) (at, length) = (found, ends[i].Length);
        }

        return (at, length);
    }

    /// <summary>
    /// With start marks: everything up to the next one, which may first have to arrive. Without: all there is, as the connection ends here.
    /// </summary>
    private Cut Garbage(ReadOnlySpan<byte> seen, string code, string detail)
    {
        var within = seen[..Math.Min(seen.Length, spec.MaxLength)];
        if (!spec.HasStartMarks) return Cut.Garbage(within.Length, code, detail);
        var next = -1;
        foreach (var variant in _variants)
        {
            var found = within[1..].IndexOf(variant.Start.Span);
            if (found >= 0 && (next < 0 || found < next)) next = found;
        }

        if (next >= 0) return Cut.Garbage(next + 1, code, detail);
        return seen.Length < spec.MaxLength ? Cut.NeedsMore : Cut.Garbage(Resume(within), code, detail);
    }
}
