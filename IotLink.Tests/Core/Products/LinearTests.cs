using System.Globalization;
using CsCheck;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Products;

public sealed class LinearTests
{
    /// <summary>The double nearest to the exact decimal result, whatever the scale: what a person gets with pencil and paper.</summary>
    [Fact]
    public void A_scaled_value_is_what_decimal_arithmetic_gives() =>
        Gen.Select(Gen.Int[-8_388_608, 16_777_215], Gen.Int[1, 9999], Gen.Int[0, 4], Gen.Int[-9999, 9999], Gen.Int[0, 2]).Sample((raw, m, k, o, j) =>
        {
            var scale = new decimal(m, 0, 0, false, (byte)k);
            var offset = new decimal(Math.Abs(o), 0, 0, o < 0, (byte)j);
            var linear = Linear.Of(Rational.Parse(scale.ToString(CultureInfo.InvariantCulture)), Rational.Parse(offset.ToString(CultureInfo.InvariantCulture)))!;
            var exact = (raw * scale) + offset;
            Assert.Equal(double.Parse(exact.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), linear.Apply(raw));
        });

    [Theory]
    [InlineData("0.1", 1)]
    [InlineData("0.25", 2)]
    [InlineData("0.5", 1)]
    [InlineData("10", 0)]
    [InlineData("1e-6", 6)]
    [InlineData("1/3", null)]
    public void The_digits_worth_showing_follow_from_the_scale(string scale, int? decimals) =>
        Assert.Equal(decimals, Linear.Of(Rational.Parse(scale), null)!.Decimals);
}
