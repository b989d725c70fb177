using System.Numerics;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>The condition was true in so many readings within a time.</summary>
internal sealed class RepeatWatch(CompiledExpression condition, int times, TimeSpan within) : RuleWatch($"repeat {times} {within} {condition.Text}")
{
    private readonly long _within = (long)within.TotalMilliseconds;

    public override bool KeepsWindow => true;

    public override TimeSpan LooksBack => within;

    public override SlotRange Needs => condition.Needs;

    public override bool Starts(in RuleMoment moment) => condition.Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var truth = Ask(condition, moment);
        var gone = 0;
        while (gone < state.Count && moment.Time - state.Times[gone] > _within) gone++;
        if (truth == Truth.Yes && state.Count - gone == times) gone++;
        if (gone > 0)
        {
            Array.Copy(state.Times, gone, state.Times, 0, state.Count - gone);
            state.Count -= gone;
        }

        if (truth == Truth.Yes)
        {
            if (state.Times.Length == 0) state.Times = new long[times];
            state.Times[state.Count++] = moment.Time;
        }

        return state.Count >= times ? Truth.Yes : truth == Truth.Unknown ? Truth.Unknown : Truth.No;
    }

    public override string Evidence(in RuleMoment moment, RuleState state) =>
        $"{moment.Shows(condition)}, {times} times within {Durations.Print(within)}";

    public override bool IsIdle(RuleState state) => state.Count == 0;
}

/// <summary>The condition was true in so many of the last readings. Readings that cannot tell do not count.</summary>
internal sealed class RepeatOfWatch(CompiledExpression condition, int times, int of) : RuleWatch($"repeat {times} of {of} {condition.Text}")
{
    private readonly ulong _mask = of == 64 ? ulong.MaxValue : (1UL << of) - 1;

    public override bool KeepsWindow => true;

    public override SlotRange Needs => condition.Needs;

    public override bool Starts(in RuleMoment moment) => condition.Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var truth = Ask(condition, moment);
        if (state.Times.Length == 0) state.Times = new long[1];
        var seen = (ulong)state.Times[0];
        if (truth != Truth.Unknown) seen = ((seen << 1) | (truth == Truth.Yes ? 1UL : 0)) & _mask;
        state.Times[0] = (long)seen;
        state.Count = BitOperations.PopCount(seen);
        return state.Count >= times ? Truth.Yes : truth == Truth.Unknown ? Truth.Unknown : Truth.No;
    }

    public override string Evidence(in RuleMoment moment, RuleState state) =>
        $"{moment.Shows(condition)}, {state.Count} of the last {of} readings";

    public override bool IsIdle(RuleState state) => state.Count == 0;
}
