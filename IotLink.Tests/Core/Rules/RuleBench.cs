using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Rules;

/// <summary>An engine, a ruleset and devices that report once a minute; says what the engine said, as text.</summary>
internal sealed class RuleBench
{
    public static readonly ProductId ProdA = ProductId.Parse("prod-a", null);
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TelemetryBatch _batch = new();
    private readonly List<RuleVerdict> _verdicts = [];
    private readonly CompiledRuleset _rules;
    private long _sequence;

    public RuleBench(string document, params RuleMark[] marks)
    {
        (_rules, Engine) = (Compile(document), new(marks));
        _sequence = marks.Length == 0 ? 0 : marks.Max(m => m.Position.Sequence);
    }

    public MetricSchema Schema { get; } = new(ProdA);

    public RuleEngine Engine { get; private set; }

    /// <summary>A restart with these marks.</summary>
    public void Restart(params RuleMark[] marks) => Engine = new(marks);

    /// <summary>One reading at so many seconds after noon.</summary>
    /// <returns><c>+rule</c> for what began, <c>-rule</c> for what ended; "" for nothing.</returns>
    public string At(double seconds, params (string Name, double Value)[] metrics) => Of("a-1", seconds, null, ReadingMarks.None, metrics);

    /// <summary>One reading with any kind of values.</summary>
    public string With(double seconds, Action<MetricValues> fill) => Evaluate("a-1", seconds, null, ReadingMarks.None, fill);

    public string Of(string device, double seconds, long? sequence, ReadingMarks marks, params (string Name, double Value)[] metrics) =>
        Evaluate(device, seconds, sequence, marks, values =>
        {
            foreach (var (name, value) in metrics)
            {
                Schema.TryGetOrAdd(name, out var slot);
                values.SetNumber(slot, value);
            }
        });

    public IReadOnlyList<RuleVerdict> Verdicts => _verdicts;

    private string Evaluate(string device, double seconds, long? sequence, ReadingMarks marks, Action<MetricValues> fill)
    {
        _batch.Begin(0);
        var reading = _batch.Add(Schema);
        reading.Position = new(0, sequence ?? ++_sequence);
        reading.Device = DeviceId.Parse(device, null);
        reading.EventTime = Noon.AddSeconds(seconds);
        reading.Marks = marks;
        fill(reading.Metrics);
        _verdicts.Clear();
        Engine.Evaluate(reading, new(reading.Device, ProdA, "A") { ReportingPeriod = TimeSpan.FromSeconds(60) }, _rules, _verdicts);
        return string.Join(' ', _verdicts.Select(v => (v.Raise ? "+" : "-") + v.Rule.RuleId));
    }

    private CompiledRuleset Compile(string document)
    {
        var faults = new List<DocumentFault>();
        var rules = CompiledRuleset.Compile([document], Schema, 1, faults);
        Assert.True(rules is not null, string.Join("\n", faults));
        return rules;
    }
}
