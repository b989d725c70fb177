using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

public sealed class EditionTests
{
    private static readonly ProductId ProdA = Sample.Product("prod-a");
    private static readonly DocumentKey Spec = DocumentKey.SpecOf(ProdA);
    private static readonly DocumentInForce[] First = [.. ProductCatalog.Documents.Select(d => new DocumentInForce(d.Key, 1, d.Text))];

    [Fact]
    public void What_is_published_counts_from_the_next_message_on_and_the_reading_says_so()
    {
        var plans = new CataloguePlans(new(7, First));
        var piping = new Piping(plans: plans).Take(Piping.Bytes("014e0203e8"));
        Assert.Equal((7L, 1, 78d), (piping.Last.Edition, piping.Last.SpecVersion, TempC(piping)));
        plans.Publish(new(8, [.. First.Where(d => d.Key != Spec), Warmer(2)]));
        piping.Take(Piping.Bytes("014e0203e9"));
        Assert.Equal((8L, 2, 88d), (piping.Last.Edition, piping.Last.SpecVersion, TempC(piping)));
    }

    [Fact]
    public void A_canary_reads_its_own_devices_only()
    {
        var plans = new CataloguePlans(new(8, [.. First, Warmer(2) with { Scope = new(0, [], [Sample.Device("dev-1")]) }]));
        var piping = new Piping(plans: plans).Take(Piping.Bytes("014e0203e8"));
        Assert.Equal((2, 88d), (piping.Last.SpecVersion, TempC(piping)));
        piping.Take(Piping.Bytes("014e0203e9") with { Device = Sample.Device("hub-1") });
        Assert.Equal((1, 78d), (piping.Last.SpecVersion, TempC(piping)));
    }

    [Fact]
    public void An_alarm_keeps_the_version_of_the_rule_that_raised_it()
    {
        var rule = DocumentKey.RuleOf(ProdA, Piping.HotRule);
        var plans = new CataloguePlans(new(9, [.. First.Select(d => d.Key == rule ? d with { Version = 4 } : d)]));
        var piping = new Piping(plans: plans).Take(Piping.At(0, 84));
        Assert.Equal(4, piping.Effects.AlarmChanges.Single(c => c.Code == Piping.HotRule).RuleVersion);
    }

    private static DocumentInForce Warmer(int version) => new(Spec, version, First.Single(d => d.Key == Spec).Text
        .Replace("{id: tempC, type: u1, unit: degC", "{id: tempC, type: u1, offset: 10, unit: degC", StringComparison.Ordinal));

    private static double TempC(Piping piping)
    {
        Assert.True(piping.Last.Metrics.Schema.TryGetSlot("tempC", out var slot));
        return piping.Last.Metrics.NumberAt(slot);
    }
}
