using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Rules;

/// <summary>
/// Runs a product's rules over its readings and says what begins and what ends. Deterministic: the same readings from the same marks give
/// the same verdicts. Remembers only devices with something open. For one thread; a shard has its own.
/// </summary>
public sealed class RuleEngine
{
    /// <summary>How much of a reporting period must lie between two readings for them to count as two periods; the rest is for jitter.</summary>
    private const double WholePeriod = 0.8;

    private readonly Dictionary<DeviceId, List<RuleState>> _devices = [];

    /// <param name="marks">Where every rule stands; readings at or before a mark's position have had their effect and are passed over.</param>
    public RuleEngine(IEnumerable<RuleMark> marks)
    {
        foreach (var mark in marks) StatesOf(mark.Device).Add(new(mark.Code, mark.Open, mark.Position));
    }

    /// <summary>How many devices it remembers something about.</summary>
    public int Remembered => _devices.Count;

    /// <summary>Adds a verdict for every rule whose alarm begins or ends with this reading. Late readings change nothing.</summary>
    public void Evaluate(Reading reading, Device device, CompiledRuleset ruleset, List<RuleVerdict> verdicts)
    {
        if ((reading.Marks & ReadingMarks.Late) != 0) return;
        var numbers = reading.Metrics.Numbers;
        var states = Recall(device.Id, reading.Position);
        foreach (var program in ruleset.Programs)
        {
            var state = Find(states, program.Rule.RuleId);
            if (state is null)
            {
                if (!program.Condition.Test(numbers)) continue;
                states ??= StatesOf(device.Id);
                states.Add(new(program.Rule.RuleId, open: true, reading.Position));
                verdicts.Add(new(program.Rule, Raise: true, Evidence(program.Condition, reading.Metrics)));
            }
            else if (!state.Covers(reading.Position) && Ends(state, program, reading, device.ReportingPeriod))
            {
                state.End(reading.Position);
                verdicts.Add(new(program.Rule, Raise: false, Evidence(program.Clear, reading.Metrics)));
            }
        }
    }

    /// <summary>Follows an open alarm to its end. A reading that cannot tell leaves things as they are.</summary>
    private static bool Ends(RuleState state, RuleProgram program, Reading reading, TimeSpan period)
    {
        var numbers = reading.Metrics.Numbers;
        if (program.Condition.Test(numbers))
        {
            state.ClearSince = null;
            return false;
        }

        if (!program.Clear.Test(numbers))
        {
            if (program.Clear.Fails(numbers)) state.ClearSince = null;
            return false;
        }

        var first = state.ClearSince is null;
        state.ClearSince ??= reading.EventTime;
        var lasted = reading.EventTime - state.ClearSince.Value;
        return program.Hold is { } hold ? lasted >= hold : !first && lasted >= period * WholePeriod;
    }

    /// <summary>The device's states without those that ended before this reading; null when nothing is left.</summary>
    private List<RuleState>? Recall(DeviceId device, StreamPosition position)
    {
        if (_devices.Count == 0 || !_devices.TryGetValue(device, out var states)) return null;
        for (var i = states.Count - 1; i >= 0; i--)
        {
            if (!states[i].Open && !states[i].Covers(position)) states.RemoveAt(i);
        }

        if (states.Count > 0) return states;
        _devices.Remove(device);
        return null;
    }

    private static RuleState? Find(List<RuleState>? states, string ruleId)
    {
        if (states is null) return null;
        foreach (var state in states)
        {
            if (state.RuleId == ruleId) return state;
        }

        return null;
    }

    private List<RuleState> StatesOf(DeviceId device)
    {
        if (!_devices.TryGetValue(device, out var states)) _devices[device] = states = [];
        return states;
    }

    private static string Evidence(CompiledExpression condition, MetricValues metrics) =>
        condition.WithValues(slot => metrics.KindOf(slot) switch
        {
            MetricKind.Number => ExpressionPrinter.Number(metrics.NumberAt(slot)),
            MetricKind.Boolean => metrics.NumberAt(slot) == 1 ? "true" : "false",
            _ => null,
        });
}
