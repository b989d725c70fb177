using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// A value has moved by more than so much within a time. The lowest and the highest of the window are kept in at most
/// <see cref="Buckets"/> parts: readings less than that part of the window apart are one.
/// </summary>
internal sealed class ChangeWatch(CompiledExpression of, Distance by, TimeSpan within, CompiledExpression? condition)
    : RuleWatch($"change {of.Text} {within}")
{
    private const int Buckets = 32;
    private readonly long _within = (long)within.TotalMilliseconds;

    public override bool KeepsWindow => true;

    public override TimeSpan LooksBack => within;

    public override bool Starts(in RuleMoment moment) => of.IsKnown(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        var value = of.Evaluate(moment.Numbers);
        if (double.IsNaN(value)) return Truth.Unknown;
        Drop(state, moment.Time);
        var (low, high) = Range(state);
        Take(state, moment.Time, value);
        var moved = by.IsExceeded(value, low) && by.Direction != DistanceDirection.Down && value > low;
        moved |= by.IsExceeded(value, high) && by.Direction != DistanceDirection.Up && value < high;
        return !moved ? Truth.No : condition is null ? Truth.Yes : Ask(condition, moment);
    }

    public override string Evidence(in RuleMoment moment, RuleState state)
    {
        var value = of.Evaluate(moment.Numbers);
        var (low, high) = Range(state);
        var rose = by.Direction == DistanceDirection.Up || (by.Direction == DistanceDirection.Any && value - low >= high - value);
        var from = rose ? low : high;
        return $"{moment.Shows(of)} {(rose ? "rose" : "fell")} by {ExpressionPrinter.Number(Math.Abs(value - from))} from "
            + $"{ExpressionPrinter.Number(from)} within {Durations.Print(within)}, more than {by}"
            + (condition is null ? "" : $", while {moment.Shows(condition)}");
    }

    public override bool IsIdle(RuleState state) => state.Count == 0;

    private static (double Low, double High) Range(RuleState state)
    {
        var (low, high) = (double.NaN, double.NaN);
        for (var i = 0; i < state.Count; i++)
        {
            if (!(low <= state.Values[2 * i])) low = state.Values[2 * i];
            if (!(high >= state.Values[(2 * i) + 1])) high = state.Values[(2 * i) + 1];
        }

        return (low, high);
    }

    private void Drop(RuleState state, long time)
    {
        var gone = 0;
        while (gone < state.Count && time - state.Times[gone] > _within) gone++;
        if (gone == 0) return;
        state.Count -= gone;
        Array.Copy(state.Times, gone, state.Times, 0, state.Count);
        Array.Copy(state.Values, 2 * gone, state.Values, 0, 2 * state.Count);
    }

    private void Take(RuleState state, long time, double value)
    {
        if (state.Times.Length == 0) (state.Times, state.Values) = (new long[Buckets + 2], new double[2 * (Buckets + 2)]);
        var last = state.Count - 1;
        if (last >= 0 && (time - state.Times[last]) * Buckets < _within)
        {
            state.Values[2 * last] = Math.Min(state.Values[2 * last], value);
            state.Values[(2 * last) + 1] = Math.Max(state.Values[(2 * last) + 1], value);
            return;
        }

        (state.Times[state.Count], state.Values[2 * state.Count], state.Values[(2 * state.Count) + 1]) = (time, value, value);
        state.Count++;
    }
}
