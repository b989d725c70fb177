namespace IotLink.Core.Products;

/// <summary>Numbers from one to another, both included; one number when they are equal.</summary>
public readonly record struct NumberRange(double From, double To)
{
    public bool Contains(double value) => value >= From && value <= To;

    /// <summary><c>3</c>, <c>0x10..0x1f</c>, <c>-5..5</c>.</summary>
    public static NumberRange? Parse(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return SpecReading.Number(text) is { } one ? new(one, one) : null;
        return SpecReading.Number(text[..dots].Trim()) is { } from && SpecReading.Number(text[(dots + 2)..].Trim()) is { } to && from <= to ? new(from, to) : null;
    }
}
