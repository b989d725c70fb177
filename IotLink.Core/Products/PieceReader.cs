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
            var below = keys.Number("below") ?? double.PositiveInfinity;
            if (below <= last) keys.Fault("below", "value.range", "Ranges go up, and only the last one has no 'below'.");
            var linear = Linear.Of(SpecReading.Fraction(keys, "scale"), SpecReading.Fraction(keys, "offset"));
            keys.Done();
            pieces.Add(new(below, linear ?? Linear.Of(Rational.One, null)!));
            last = below;
        }

        return pieces;
    }
}
