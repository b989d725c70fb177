using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>
/// P6: what 10,000 rules of 1,000 products cost a message on its way from the log to the stores, beside 10 rules of one product. The traffic is
/// the same, of all products in turn, so that the caches get no help. Of ten rules one is a duration and one a repeat; all are quiet. Many short
/// runs in turn, and the best of each side: a neighbour's work doubles the processor time of a run, and never halves it.
/// </summary>
internal static class RulesBench
{
    private const int Products = 1000;
    private const int RulesEach = 10;
    private const int RunsEach = 3;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<IEnumerable<BenchRow>> RunAsync(BenchSettings settings, CancellationToken ct)
    {
        var (few, many) = (new RuledPipeline(settings, Products, DocumentsOf(1)), new RuledPipeline(settings, Products, DocumentsOf(Products)));
        await few.RunAsync(settings.WarmUp, ct);
        await many.RunAsync(settings.WarmUp, ct);
        var (fewRuns, manyRuns) = (new List<RuledRun>(), new List<RuledRun>());
        for (var i = 0; i < RunsEach * settings.Rounds; i++)
        {
            fewRuns.Add(await few.RunAsync(settings.Round, ct));
            manyRuns.Add(await many.RunAsync(settings.Round, ct));
        }

        var (ten, thousands, bytes) = Micro.Compare(settings, Turn(1), () => Turn(Products));
        return
        [
            BenchRow.AtLeast(
                "P6", "10,000 rules over 1,000 products: messages stored", "msg/s", 0.9, "the same with 10 rules",
                fewRuns.Max(r => r.PerSecond), manyRuns.Max(r => r.PerSecond)),
            BenchRow.AtMost(
                "P6", "10,000 rules over 1,000 products: processor time of a message", "us", 1.1, "the same with 10 rules",
                fewRuns.Min(r => r.Processor), manyRuns.Min(r => r.Processor)) with
            {
                Note = FormattableString.Invariant($"rules alone, for each message: {ten:0} ns where all have the same 10, {thousands:0} ns with 10,000"),
            },
            BenchRow.NothingAllocated("P6", "10 quiet rules on a reading", bytes),
        ];
    }

    private static List<DocumentInForce> DocumentsOf(int ruled) =>
        [.. Enumerable.Range(0, ruled).Select(number => new DocumentInForce(new(DocumentKind.Rule, RuledPipeline.ProductOf(number), "rules"), 1, TextOf(number)))];

    private static string TextOf(int number)
    {
        var lines = Enumerable.Range(0, RulesEach).Select(rule =>
        {
            var kind = rule switch { 0 => ", for: 30s", 1 => ", times: 3, within: 10m", _ => ", hysteresis: 5" };
            return FormattableString.Invariant($"  - {{ruleId: r{rule}, condition: m{rule % 4} > {100 + rule + number}, severity: low{kind}}}");
        });
        return $"productId: {RuledPipeline.ProductOf(number)}\nrules:\n{string.Join('\n', lines)}";
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
        var product = RuledPipeline.ProductOf(number);
        var schema = new MetricSchema(product);
        var rules = CompiledRuleset.Compile([TextOf(number)], schema, 1, [])
            ?? throw new InvalidOperationException("The bench's rules have faults.");
        var device = new Device(RuledPipeline.DeviceOf(number), product, "bench");
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
