using System.Numerics;
using CsCheck;
using IotLink.Core.Aggregates;

namespace IotLink.Tests.Core.Aggregates;

public sealed class ExactSumTests
{
    /// <summary>Sizes far apart, where plain adding loses digits.</summary>
    private static readonly Gen<double> Numbers = Gen.Select(Gen.Double[-1, 1], Gen.Int[-60, 60], (m, e) => Math.ScaleB(m, e));

    [Fact]
    public void What_plain_adding_loses_is_kept()
    {
        var sum = Sum(1e100, 1, -1e100, 1e-20);
        Assert.Equal(1, sum.Value);
        sum.Add(-1);
        Assert.Equal(1e-20, sum.Value);
        Assert.Equal(1, Sum(Enumerable.Repeat(0.1, 10).ToArray()).Value, 15);
    }

    [Fact]
    public void A_sum_is_the_exact_one_rounded_once() => Numbers.Array[0, 40].Sample(numbers =>
    {
        // As whole numbers of 2^-200, which all of these are.
        var exact = numbers.Aggregate(BigInteger.Zero, (sum, x) => sum + Whole(x));
        var difference = exact - Whole(Sum(numbers).Value);
        var step = Whole(Math.BitIncrement(Math.Abs(Sum(numbers).Value))) - Whole(Math.Abs(Sum(numbers).Value));
        Assert.True(BigInteger.Abs(difference) * 2 <= step, $"{difference} of {step}");
    });

    [Fact]
    public void Any_order_and_any_grouping_give_the_same_parts() => Gen.Select(Numbers.Array[0, 40], Gen.Int[0, 40], Gen.Int).Sample((numbers, cut, seed) =>
    {
        var mixed = numbers.ToArray();
        new Random(seed).Shuffle(mixed);
        var (left, right) = (Sum([.. mixed.Take(cut)]), Sum([.. mixed.Skip(cut)]));
        right.Add(left);
        Assert.Equal(Sum(numbers).Parts(), right.Parts());
    });

    [Fact]
    public void A_product_is_added_without_rounding()
    {
        var sum = new ExactSum();
        sum.AddProduct(1 + Math.ScaleB(1, -40), 1 + Math.ScaleB(1, -40));
        sum.Add(-1);
        sum.Add(-Math.ScaleB(1, -39));
        Assert.Equal(Math.ScaleB(1, -80), sum.Value);
    }

    private static ExactSum Sum(params double[] numbers)
    {
        var sum = new ExactSum();
        foreach (var number in numbers) sum.Add(number);
        return sum;
    }

    private static BigInteger Whole(double x)
    {
        if (x == 0) return BigInteger.Zero;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var (exponent, fraction) = ((int)((bits >> 52) & 0x7FF), bits & 0xFFFFFFFFFFFFF);
        var whole = new BigInteger(exponent == 0 ? fraction : fraction | (1L << 52)) * (x < 0 ? -1 : 1);
        var shift = Math.Max(exponent, 1) - 1075 + 200;
        return shift >= 0 ? whole << shift : whole >> -shift;
    }
}
