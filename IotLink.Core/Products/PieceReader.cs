using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>Reads <c>piecewise: [{below: 200, scale: 0.5}, {scale: 5, offset: -900}]</c>: ranges in ascending order, the last one without end.</summary>
internal static class PieceReader
{
    public static IReadOnlyList<Piece> Read(DocumentMap map)
    {
        var pieces = new List<Piece>();
        var last = double.NegativeInfinity;
        foreach (var keys in map.Maps("piecewise"))
        {
            var said = keys.Number("below");
            var isSaid = said is not null || !keys.Has("below");
            var below = said ?? double.PositiveInfinity;
            if (isSaid && below <= last) keys.Fault("below", "value.range", "Ranges go up, and only the last one has no 'below'.");
            var linear = Linear.Of(SpecReading.Fraction(keys, "scale"), SpecReading.Fraction(keys, "offset"));
            pieces.Add(new(below, linear ?? Linear.Of(Rational.One, null)!));
            if (isSaid && !keys.MayMean("below")) last = below;
            keys.Done();
        }

        return pieces;
    }
}
