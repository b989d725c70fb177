using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Backtests;

/// <summary>One set of rules on its way through the past: the live engine with a memory of its own, and what it says, counted.</summary>
/// <param name="most">Alarms kept one by one.</param>
internal sealed class Course(CompiledRuleset rules, BacktestWindow window, int most)
{
    private readonly RuleEngine _engine = new([]);
    private readonly List<RuleVerdict> _verdicts = [];

    public CourseTally Tally { get; } = new(window, most);

    /// <summary>Called with each verdict that counts, for who wants to see them all.</summary>
    public Action<RuleVerdict>? Said { get; init; }

    public void Take(Reading reading, Device device)
    {
        _engine.Evaluate(reading, device, rules, _verdicts);
        if (_verdicts.Count > 0) Note();
    }

    public void Miss(UnheardTime time)
    {
        _engine.Miss(time, _verdicts);
        Note();
    }

    /// <summary>Time has gone by until here: the last timers ring.</summary>
    public void Finish(DateTimeOffset at)
    {
        _engine.Tick(at, _verdicts);
        Note();
    }

    private void Note()
    {
        foreach (var verdict in _verdicts)
        {
            if (!window.Counts(verdict.Device)) continue;
            Said?.Invoke(verdict);
            if (verdict.IsRegrade) Tally.Regrade(verdict.Device, verdict.Rule.RuleId, verdict.Severity);
            else if (verdict.Raise) Tally.Begin(verdict.Device, verdict.Rule.RuleId, verdict.At, verdict.Evidence, verdict.Position, verdict.Severity);
            else Tally.End(verdict.Device, verdict.Rule.RuleId, verdict.At);
        }

        _verdicts.Clear();
    }
}
