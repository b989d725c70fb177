using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Documents;

namespace IotLink.Tests.Portal.Documents;

public sealed class RehearsalTests
{
    private static readonly ProductId Product = ProductId.Parse("p", null);
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rule_tells_reading_by_reading_what_it_would_have_done()
    {
        const string Rule = "{ruleId: hot, productId: p, condition: metrics.t > 80, clear: metrics.t < 75, severity: high}";
        var rows = Rehearsal.Rule(Rule, Product, TimeSpan.FromMinutes(1), Readings(70, 82, 78, 70));
        Assert.Equal([Outcome.Passed, Outcome.Raised, Outcome.Open, Outcome.Cleared], rows!.Reverse().Select(r => r.Outcome));
        Assert.Equal("t 82 > 80", rows![2].Detail);
    }

    [Fact]
    public void A_contract_tells_what_it_would_refuse_drop_and_mark()
    {
        var contract = Kinds.TemplateOf(IotLink.Core.Documents.DocumentKind.Contract, Product, "").Replace("name: value,", "name: t,", StringComparison.Ordinal);
        Assert.Equal([Outcome.Marked, Outcome.Passed], Rehearsal.Contract(contract, Product, Readings(50, 200))!.Select(r => r.Outcome));
        var strict = contract.Replace("value: mark", "value: reject", StringComparison.Ordinal);
        Assert.Equal([Outcome.Refused, Outcome.Passed], Rehearsal.Contract(strict, Product, Readings(50, 200))!.Select(r => r.Outcome));
        var soft = contract.Replace("value: mark", "value: drop", StringComparison.Ordinal);
        Assert.Equal("t", Rehearsal.Contract(soft, Product, Readings(50, 200))![0].Detail);
    }

    [Fact]
    public void A_formula_gives_its_value_for_each_reading() =>
        Assert.Equal([30.0, 18.0], Rehearsal.Formula("{formulaId: f, productId: p, formula: 100 - t, metric: rest}", Product, Readings(82, 70)));

    [Fact]
    public void A_text_with_faults_gives_nothing() => Assert.Null(Rehearsal.Rule("ruleId: 1: 2", Product, TimeSpan.FromMinutes(1), Readings(1)));

    /// <summary>One a minute; newest first, as desks answer.</summary>
    private static IReadOnlyList<StoredReading> Readings(params double[] values) =>
    [
        .. values.Select((value, i) => new StoredReading(
            new(0, i + 1), 0, DeviceId.Parse("d-1", null), Product, null, Start.AddMinutes(i), TimeSource.Device, null, null, Start.AddMinutes(i),
            ReadingMarks.None, 1, new Dictionary<string, MetricValue> { ["t"] = MetricValue.Of(value) })).Reverse(),
    ];
}
