using IotLink.Core.Contracts;
using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Publishing;

/// <summary>
/// Runs messages through one plan and stores nothing: decode, contract, formulas, rules, in the order and with the code of the pipeline.
/// Rules and rates of change begin as if nothing had been before.
/// </summary>
public sealed class PlanTrial(ProductPlan plan, IDeviceRegistry registry) : ISpecSource
{
    private readonly MessageConverter _converter = new();
    private readonly ConversionNotes _notes = new();
    private readonly ContractMemory _memory = new();
    private readonly RuleEngine _rules = new([]);
    private readonly List<ContractBreach> _breaches = [];
    private readonly List<RuleVerdict> _verdicts = [];
    private readonly TelemetryBatch _batch = new();

    /// <summary>What the last message became; valid until the next one.</summary>
    public ReadOnlySpan<Reading> Readings => _batch.Readings;

    /// <summary>What the last message raised and ended.</summary>
    public IReadOnlyList<RuleVerdict> Verdicts => _verdicts;

    /// <returns>Why the message would be a dead letter; null when it would be stored.</returns>
    public Refusal? Take(in StoredMessage stored, Device device)
    {
        _batch.Begin(stored.Position.Shard);
        _notes.Clear();
        _breaches.Clear();
        _verdicts.Clear();
        _memory.Begin();
        var refusal = _converter.Convert(stored, device, this, _batch, _notes) ?? Refine();
        if (refusal is not null)
        {
            _memory.TakeBack();
            _batch.TakeBackTo(0);
            return refusal;
        }

        if (plan.Rules is null) return null;
        foreach (var reading in _batch.Readings) _rules.Evaluate(reading, registry.Find(reading.Device) ?? device, plan.Rules, _verdicts);
        return null;
    }

    CompiledSpec? ISpecSource.SpecOf(Device device) => plan.Spec;

    MetricSchema ISpecSource.SchemaOf(ProductId product) => product == plan.Schema.Product ? plan.Schema : new(product);

    Device? ISpecSource.DeviceOf(DeviceId device) => registry.Find(device);

    private Refusal? Refine()
    {
        var index = 0;
        foreach (var reading in _batch.Readings)
        {
            if (reading.Product != plan.Schema.Product) continue;
            if (plan.Contract?.Check(reading, index++, _memory, _breaches) is { } breach) return breach;
            foreach (var formula in plan.Formulas) formula.Apply(reading.Metrics);
        }

        return null;
    }
}
