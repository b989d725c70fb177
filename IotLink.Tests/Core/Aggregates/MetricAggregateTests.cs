using CsCheck;
using IotLink.Core.Aggregates;
using IotLink.Core.Expressions;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Aggregates;

public sealed class MetricAggregateTests
{
    private static readonly Gen<double[]> Values = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Double[20, 30], Gen.Int[-3, 3].Select(i => (double)i)).Array[1, 60];

    [Fact]
    public void It_tells_what_people_compute_by_hand()
    {
        var aggregate = Of(2, 4, 4, 4, 5, 5, 7, 9);
        Assert.Equal((8, 40d, 5d, 2d, 2d, 9d, 9d), (aggregate.Count, aggregate.Sum, aggregate.Mean, aggregate.StandardDeviation, aggregate.Min, aggregate.Max, aggregate.Last));
        Assert.Equal(4, aggregate.Of(Statistic.P50), 0.04);
        Assert.Equal(8, aggregate.Of(Statistic.Count));
    }

    [Fact]
    public void Small_differences_of_large_values_are_not_lost()
    {
        var aggregate = Of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
        Assert.Equal(1e9 + 10, aggregate.Mean);
        Assert.Equal(Math.Sqrt(22.5), aggregate.StandardDeviation);
        Assert.Equal(0, Of(0.1, 0.1, 0.1).StandardDeviation);
    }

    [Fact]
    public void Any_order_of_arrival_and_any_merging_give_the_same_bytes() => Gen.Select(Values, Gen.Int[0, 60], Gen.Int).Sample((values, cut, seed) =>
    {
        var places = values.Select((value, i) => (Value: value, At: Place(i))).ToArray();
        var mixed = places.ToArray();
        new Random(seed).Shuffle(mixed);
        var (whole, left, right) = (new MetricAggregate(), new MetricAggregate(), new MetricAggregate());
        foreach (var (value, at) in places) whole.Add(value, at);
        foreach (var (value, at) in mixed.Take(cut)) left.Add(value, at);
        foreach (var (value, at) in mixed.Skip(cut)) right.Add(value, at);
        right.Add(left);
        Assert.Equal(Bytes(whole), Bytes(right));
        Assert.Equal(values[^1], right.Last);
    });

    [Fact]
    public void Merging_is_associative() => Gen.Select(Values, Values, Values).Sample((a, b, c) =>
    {
        var (first, last) = (Of(a), Of(b));
        first.Add(Of(b));
        first.Add(Of(c));
        last.Add(Of(c));
        var other = Of(a);
        other.Add(last);
        Assert.Equal(Bytes(first), Bytes(other));
    });

    [Fact]
    public void A_quantile_is_within_one_percent_of_the_value_at_its_rank() => Gen.Select(Values, Gen.Double[0, 1]).Sample((values, quantile) =>
    {
        var exact = values.Order().ElementAt((int)Math.Floor(quantile * (values.Length - 1)));
        Assert.Equal(exact, Of(values).Quantile(quantile), Math.Max(1e-11, Math.Abs(exact) * QuantileSketch.Accuracy * 1.0000001));
    });

    [Fact]
    public void What_was_written_reads_back_the_same() => Values.Sample(values =>
    {
        var again = new AggregateDocument(Key);
        AggregateCodec.Read(Bytes(Of(values)), again);
        Assert.Equal(Bytes(Of(values)), AggregateCodec.Write(again));
    });

    [Fact]
    public void Sizes_more_than_seventeen_powers_of_ten_apart_go_together_below_whatever_comes_first()
    {
        double[] values = [1e-10, 1e12, 3e-9, 5e12, 1e-11];
        Assert.Equal(Bytes(Of(values)), Bytes(OfPlaces(values.Reverse().Select((v, i) => (v, Place(4 - i))))));
        Assert.Equal(5e12, Of(values).Quantile(1), 5e10);
        Assert.Equal(1e12, Of(values).Quantile(0.75), 1e10);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e200)]
    public void What_is_no_measurement_is_left_out(double value)
    {
        Assert.Equal(Bytes(Of(1)), Bytes(OfPlaces([(1, Place(0)), (value, Place(1))])));
    }

    private static AggregateKey Key => new(AggregateSpan.Hour, Sample.Product("prod-a"), Sample.Device("dev-1"), Sample.Noon);

    private static ReadingPlace Place(int i) => new(1000 + (i / 3), new(0, 10 + i), 0);

    private static MetricAggregate Of(params double[] values) => OfPlaces(values.Select((v, i) => (v, Place(i))));

    private static MetricAggregate OfPlaces(IEnumerable<(double Value, ReadingPlace At)> values)
    {
        var aggregate = new MetricAggregate();
        foreach (var (value, at) in values) aggregate.Add(value, at);
        return aggregate;
    }

    private static byte[] Bytes(MetricAggregate aggregate)
    {
        var document = new AggregateDocument(Key);
        document.OfOrNew("m").Add(aggregate);
        return AggregateCodec.Write(document);
    }
}
