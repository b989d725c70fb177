using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>
/// The condition has been true for so long. A device that falls silent meanwhile is taken to go on as it last said; a reading that
/// contradicts, late or not, starts the time anew.
/// </summary>
internal sealed class DurationWatch(CompiledExpression condition, TimeSpan lasts) : RuleWatch($"for {lasts} {condition.Text}")
{
    private readonly long _lasts = (long)lasts.TotalMilliseconds;

    public override TimeSpan LooksBack => lasts;

    public override SlotRange Needs => condition.Needs;

    public override bool Starts(in RuleMoment moment) => condition.Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state)
    {
        switch (Ask(condition, moment))
        {
            case Truth.Unknown:
                return Truth.Unknown;
            case Truth.No:
                state.Since = 0;
                if (!state.Open) state.StopTimer();
                return Truth.No;
        }

        if (state.Since == 0) state.Since = moment.Time;
        state.LastTime = moment.Time;
        if (state.Open) return Truth.Yes;
        state.Evidence = Evidence(moment, state);
        var left = _lasts - (moment.Time - state.Since);
        state.SetTimer(moment.Arrival + Math.Max(0, left), state.Since + _lasts);
        return left <= 0 ? Truth.Yes : Truth.Unknown;
    }

    public override void ObserveLate(in RuleMoment moment, RuleState state)
    {
        if (state.Open || state.Since == 0 || moment.Time <= state.Since || Ask(condition, moment) != Truth.No) return;
        var later = state.LastTime - state.Since;
        state.Since = state.LastTime;
        if (state.Due > 0) state.SetTimer(state.Due + later, state.DueAt + later);
    }

    public override long YesSince(in RuleMoment moment, RuleState state) => state.Since + _lasts;

    public override string Evidence(in RuleMoment moment, RuleState state) => $"{moment.Shows(condition)} for {Durations.Print(lasts)}";

    public override void Changed(RuleState state, long arrival)
    {
        if (!state.Open) state.Since = 0;
    }

    public override bool IsIdle(RuleState state) => state.Since == 0;
}
