using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Publishing;

public sealed class PlanComparisonTests
{
    private static readonly ProductId ProdA = Sample.Product("prod-a");
    private static readonly FakeRegistry Registry = new FakeRegistry().With("dev-1").With("dev-2");

    [Fact]
    public void The_same_plan_makes_no_difference()
    {
        var plan = CataloguePlans.All.Current.PublishedOf(ProdA);
        var same = PlanComparison.Of([Bytes(1, "014e0203e8"), Json(2, 84)], plan, plan, Registry);
        Assert.Equal((2, 1, 0), (same.Messages, same.Devices, same.Changed.Count));
        Assert.Equal(["temp-threshold-prod-a"], same.After.Raised.Keys);
    }

    [Fact]
    public void Changed_values_refusals_and_alarms_are_counted_on_both_sides()
    {
        var (before, after) = With(
            (DocumentKey.SpecOf(ProdA), "{id: tempC, type: u1, unit: degC", "{id: tempC, type: u1, offset: 10, unit: degC"),
            (DocumentKey.ContractOf(ProdA), "{minimum: -40, maximum: 200}", "{minimum: -40, maximum: 100}"));
        var compared = PlanComparison.Of([Bytes(1, "014e0203e8"), Bytes(2, "01620203e8"), Bytes(3, "ff")], before, after, Registry);
        var change = Assert.Single(compared.Changed);
        Assert.Equal(("tempC", 1, 78, 88), (change.Metric, change.Count, change.Before!.Value.Number, change.After!.Value.Number));
        Assert.Equal([("spec.no_match", 1)], compared.Before.Refused.Select(r => (r.Key, r.Value)));
        Assert.Equal([("contract.range", 1), ("spec.no_match", 1)], compared.After.Refused.Select(r => (r.Key, r.Value)).Order());
        Assert.Equal((2, 1), (compared.Before.Readings, compared.After.Readings));
    }

    /// <summary>The catalogue's plan of prod-a, and the one with texts replaced in some of its documents.</summary>
    private static (ProductPlan Before, ProductPlan After) With(params (DocumentKey Key, string Old, string New)[] changes)
    {
        var documents = ProductCatalog.Documents.Where(d => d.Key.Product == ProdA).Select(d => new DocumentInForce(d.Key, 1, d.Text)).ToList();
        var schema = new MetricSchema(ProdA);
        var before = PlanCompiler.Compile(documents, schema, out _);
        foreach (var (key, old, changed) in changes)
        {
            var place = documents.FindIndex(d => d.Key == key);
            Assert.Contains(old, documents[place].Text, StringComparison.Ordinal);
            documents[place] = documents[place] with { Version = 2, Text = documents[place].Text.Replace(old, changed, StringComparison.Ordinal) };
        }

        var after = PlanCompiler.Compile(documents, schema, out var faulty);
        Assert.Empty(faulty);
        return (before, after);
    }

    private static StoredMessage Bytes(int sequence, string hex) => new(new(0, sequence), Sample.Noon.AddSeconds(sequence), new()
    {
        Device = Sample.Device("dev-1"),
        Format = PayloadFormat.Binary,
        Payload = Convert.FromHexString(hex),
    });

    private static StoredMessage Json(int sequence, int tempC) => new(new(0, sequence), Sample.Noon.AddSeconds(sequence), new()
    {
        Device = Sample.Device("dev-1"),
        Payload = Encoding.UTF8.GetBytes($$"""{"data": {"metrics": {"tempC": {{tempC}} } } }"""),
    });
}
