using System.Globalization;
using System.Numerics;

namespace IotLink.Core.Products;

/// <summary>An exact fraction, as a spec writes it: <c>0.1</c>, <c>-40</c>, <c>1e-6</c>, <c>1/1800000</c>.</summary>
internal readonly record struct Rational(BigInteger Numerator, BigInteger Denominator)
{
    public static Rational Zero => new(0, 1);

    public static Rational One => new(1, 1);

    public static Rational? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Decimal(text);
        if (Decimal(text[..slash].Trim()) is not { } top || Decimal(text[(slash + 1)..].Trim()) is not { } bottom) return null;
        return bottom.Numerator.Sign <= 0 ? null : new(top.Numerator * bottom.Denominator, top.Denominator * bottom.Numerator);
    }

    private static Rational? Decimal(string text)
    {
        if (text.Length > 40) return null;
        var e = text.IndexOfAny(['e', 'E']);
        var power = 0;
        if (e >= 0 && !int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power)) return null;
        var mantissa = e < 0 ? text : text[..e];
        var dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            power -= mantissa.Length - dot - 1;
            mantissa = mantissa.Remove(dot, 1);
        }

        if (Math.Abs(power) > 30 || !BigInteger.TryParse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var digits)) return null;
        return power >= 0 ? new(digits * BigInteger.Pow(10, power), 1) : new(digits, BigInteger.Pow(10, -power));
    }
}
