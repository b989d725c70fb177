using System.Numerics;

namespace IotLink.Core.Products;

/// <summary>
/// value = raw * scale + offset without the error of binary fractions: both are kept over one whole denominator, so that only the
/// last division rounds. 263 * 0.1 is 26.3.
/// </summary>
public sealed record Linear
{
    private Linear(double factor, double addend, double divisor) => (Factor, Addend, Divisor) = (factor, addend, divisor);

    public double Factor { get; }

    public double Addend { get; }

    public double Divisor { get; }

    /// <summary>Digits after the point that a whole raw value can need; null when it never ends (1/3).</summary>
    public int? Decimals
    {
        get
        {
            var power = 1d;
            for (var digits = 0; digits <= 15; digits++, power *= 10)
            {
                if (power % Divisor == 0) return digits;
            }

            return null;
        }
    }

    public double Apply(double raw) => ((raw * Factor) + Addend) / Divisor;

    internal static Linear? Of(Rational? scale, Rational? offset)
    {
        if (scale is null && offset is null) return null;
        var (s, o) = (scale ?? Rational.One, offset ?? Rational.Zero);
        var (factor, addend, divisor) = (s.Numerator * o.Denominator, o.Numerator * s.Denominator, s.Denominator * o.Denominator);
        var common = BigInteger.GreatestCommonDivisor(BigInteger.GreatestCommonDivisor(factor, addend), divisor);
        return new((double)(factor / common), (double)(addend / common), (double)(divisor / common));
    }
}
