using IotLink.Core.Products;

namespace IotLink.Tests.Core.Products;

public sealed class MetricDictionaryTests
{
    [Fact]
    public void A_spec_lists_the_metrics_it_can_give_with_unit_kind_and_decimals()
    {
        var spec = SpecDocument.Read("""
            meta: {id: test, endian: be}
            seq:
              - {id: temperature, type: s2, scale: 0.05, unit: degC, doc: Of the air.}
              - {id: count, type: u2}
              - {id: secret, type: u1, hidden: true}
              - {id: level, type: f4, round: 3}
              - {metric: "x_{secret}", type: b1}
              - {type: u1, flags: [low, ~, open]}
            instances:
              hot: {value: temperature > 30}
              kind: {value: secret, enum: {1: one}}
              sum: {value: count + 1}
            """).Spec!;
        Assert.Equal(
            [
                new MetricSpec("temperature", "degC", MetricKind.Number, 2, "Of the air."),
                new MetricSpec("count", null, MetricKind.Number, 0, null),
                new MetricSpec("level", null, MetricKind.Number, 3, null),
                new MetricSpec("x_{secret}", null, MetricKind.Boolean, null, null),
                new MetricSpec("low", null, MetricKind.Boolean, null, null),
                new MetricSpec("open", null, MetricKind.Boolean, null, null),
                new MetricSpec("hot", null, MetricKind.Boolean, null, null),
                new MetricSpec("kind", null, MetricKind.Text, null, null),
                new MetricSpec("sum", null, MetricKind.Number, null, null),
            ],
            spec.Metrics);
    }
}
