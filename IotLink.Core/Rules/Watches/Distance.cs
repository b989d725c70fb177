using System.Globalization;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>How far is too far: <c>10</c>, <c>20%</c> or <c>3 sigma</c>, upwards, downwards or both.</summary>
internal readonly record struct Distance(double Size, DistanceUnit Unit, DistanceDirection Direction)
{
    public static Distance? Parse(string text, DistanceDirection direction)
    {
        var (digits, unit) = text.EndsWith('%') ? (text[..^1], DistanceUnit.Percent)
            : text.EndsWith("sigma", StringComparison.Ordinal) ? (text[..^5], DistanceUnit.Sigma)
            : (text, DistanceUnit.Absolute);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) && size > 0 && double.IsFinite(size)
            ? new(size, unit, direction)
            : null;
    }

    /// <summary>Whether a value lies further from its reference than that.</summary>
    /// <param name="sigma">Standard deviation, for <see cref="DistanceUnit.Sigma"/>.</param>
    public bool IsExceeded(double value, double reference, double sigma = 0)
    {
        var far = value - reference;
        var limit = Size * Unit switch
        {
            DistanceUnit.Percent => Math.Abs(reference) / 100,
            DistanceUnit.Sigma => sigma,
            _ => 1,
        };
        return (Direction != DistanceDirection.Down && far > limit) || (Direction != DistanceDirection.Up && -far > limit);
    }

    public override string ToString() => ExpressionPrinter.Number(Size) + Unit switch
    {
        DistanceUnit.Percent => "%",
        DistanceUnit.Sigma => " sigma",
        _ => "",
    };
}

internal enum DistanceUnit { Absolute, Percent, Sigma }

internal enum DistanceDirection { Any, Up, Down }
