using IotLink.Core.Devices;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// P6: what 10,000 rules of 1,000 products cost each reading, beside 10 rules of one product. Readings of all products in turn, so that the
/// caches get no help. Of ten rules one is a duration and one a repeat; all are quiet.
/// </summary>
internal static class RulesBench
{
    private const int Products = 1000;
    private const int RulesEach = 10;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<BenchRow> Run(BenchSettings settings, double pipelineNanoseconds)
    {
        var (few, many, bytes) = Micro.Compare(settings, Turn(1), () => Turn(Products));
        var row = BenchRow.AtMost(
            "P6", "10,000 rules over 1,000 products: a message", "ns", 1.1, "the same with 10 rules", pipelineNanoseconds + few, pipelineNanoseconds + many);
        yield return row with
        {
            Note = FormattableString.Invariant($"rules alone: {few:0} ns with 10, {many:0} ns with 10,000; the rest of a message counts {pipelineNanoseconds:0} ns"),
        };
        yield return BenchRow.NothingAllocated("P6", "10 quiet rules on a reading", bytes);
    }

    private static Action<int> Turn(int products)
    {
        var plants = Enumerable.Range(0, products).Select(Plant).ToArray();
        var (engine, verdicts) = (new RuleEngine([]), new List<RuleVerdict>());
        return count =>
        {
            for (var i = 0; i < count; i++)
            {
                var (device, reading, rules) = plants[i % products];
                engine.Evaluate(reading, device, rules, verdicts);
            }

            if (verdicts.Count > 0) throw new InvalidOperationException("A quiet rule spoke.");
        };
    }

    private static (Device Device, Reading Reading, CompiledRuleset Rules) Plant(int number)
    {
        var product = ProductId.Parse(FormattableString.Invariant($"bench-{number}"), null);
        var schema = new MetricSchema(product);
        var lines = Enumerable.Range(0, RulesEach).Select(rule =>
        {
            var kind = rule switch { 0 => ", for: 30s", 1 => ", times: 3, within: 10m", _ => ", hysteresis: 5" };
            return FormattableString.Invariant($"  - {{ruleId: r{rule}, condition: m{rule % 4} > {100 + rule + number}, severity: low{kind}}}");
        });
        var rules = CompiledRuleset.Compile([$"productId: {product}\nrules:\n{string.Join('\n', lines)}"], schema, 1, [])
            ?? throw new InvalidOperationException("The bench's rules have faults.");
        var device = new Device(DeviceId.Parse(FormattableString.Invariant($"d-{number}"), null), product, "bench");
        var batch = new TelemetryBatch();
        batch.Begin(0);
        var reading = batch.Add(schema);
        (reading.Device, reading.EventTime, reading.IngestTimestamp, reading.Position) = (device.Id, Start, Start, new(0, 1));
        for (var metric = 0; metric < 4; metric++)
        {
            if (schema.TryGetOrAdd(FormattableString.Invariant($"m{metric}"), out var slot)) reading.Metrics.SetNumber(slot, 20 + metric);
        }

        return (device, reading, rules);
    }
}
