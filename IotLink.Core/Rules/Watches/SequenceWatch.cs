using System.Globalization;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// One condition after the other, the last no later than so long after the first. A reading is one step at most. Of several beginnings
/// the latest counts.
/// </summary>
internal sealed class SequenceWatch(IReadOnlyList<CompiledExpression> steps, TimeSpan within)
    : RuleWatch($"sequence {within} {string.Join(" then ", steps.Select(s => s.Text))}")
{
    private readonly long _within = (long)within.TotalMilliseconds;

    public override bool KeepsWindow => true;

    public override TimeSpan LooksBack => within;

    public override SlotRange Needs => steps[0].Needs;

    public override bool Starts(in RuleMoment moment) => steps[0].Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        if (state.Times.Length == 0) state.Times = new long[steps.Count];
        var begun = state.Times;
        for (var i = 0; i < begun.Length; i++)
        {
            if (begun[i] > 0 && moment.Time - begun[i] > _within) begun[i] = 0;
        }

        var last = steps.Count - 1;
        var done = begun[last - 1] > 0 && steps[last].Test(moment.Numbers);
        if (done) begun[last] = begun[last - 1];
        for (var i = last - 1; i > 0; i--)
        {
            if (begun[i - 1] > 0 && steps[i].Test(moment.Numbers)) begun[i] = Math.Max(begun[i], begun[i - 1]);
        }

        if (steps[0].Test(moment.Numbers))
        {
            begun[0] = moment.Time;
            state.Evidence = moment.Shows(steps[0]);
        }

        return done ? Truth.Yes : Truth.No;
    }

    public override string Evidence(in RuleMoment moment, RuleState state)
    {
        var seconds = (moment.Time - state.Times[steps.Count - 1]) / 1000.0;
        return $"{state.Evidence}, then {moment.Shows(steps[^1])} after {seconds.ToString("0.###", CultureInfo.InvariantCulture)}s, within {Durations.Print(within)}";
    }

    /// <summary>What has led to an alarm does not lead to a second one.</summary>
    public override void Changed(RuleState state, long arrival)
    {
        if (state.Open) Array.Clear(state.Times);
    }

    public override bool IsIdle(RuleState state) => state.Times.AsSpan().IndexOfAnyExcept(0L) < 0;
}

/// <summary>The first condition became true and the second did not follow in time.</summary>
internal sealed class MissingStepWatch(CompiledExpression first, CompiledExpression then, TimeSpan within)
    : RuleWatch($"missing {within} {first.Text} then {then.Text}")
{
    private readonly long _within = (long)within.TotalMilliseconds;

    public override TimeSpan LooksBack => within;

    public override SlotRange Needs => first.Needs;

    public override bool Starts(in RuleMoment moment) => first.Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var follows = Ask(then, moment);
        var begins = Ask(first, moment);
        if (follows == Truth.Yes)
        {
            state.Since = 0;
            if (!state.Open) state.StopTimer();
        }
        else if (begins == Truth.Yes && state.Count == 0 && state.Since == 0 && !state.Open)
        {
            state.Since = moment.Time;
            state.Evidence = $"{moment.Shows(first)}, but not {then.Text} within {Durations.Print(within)}";
        }

        if (begins != Truth.Unknown) state.Count = begins == Truth.Yes ? 1 : 0;
        if (state.Open) return follows == Truth.Yes ? Truth.No : Truth.Unknown;
        if (state.Since == 0) return Truth.No;
        var left = _within - (moment.Time - state.Since);
        state.SetTimer(moment.Arrival + Math.Max(0, left), state.Since + _within);
        return left <= 0 ? Truth.Yes : Truth.Unknown;
    }

    public override void ObserveLate(in RuleMoment moment, RuleState state)
    {
        if (state.Open || state.Since == 0 || moment.Time < state.Since || Ask(then, moment) != Truth.Yes) return;
        state.Since = 0;
        state.StopTimer();
    }

    public override long YesSince(in RuleMoment moment, RuleState state) => state.Since + _within;

    public override string Evidence(in RuleMoment moment, RuleState state) => state.Evidence ?? "";

    public override void Changed(RuleState state, long arrival) => state.Since = 0;

    public override bool IsIdle(RuleState state) => state.Since == 0 && state.Count == 0;
}
