using IotLink.Core.Rules.Watches;

namespace IotLink.Core.Rules;

/// <summary>How bad it is by now. It gets worse with the reading that says so, and better as an alarm ends: by a clear condition, a hold, or two reporting periods.</summary>
internal static class RuleLevels
{
    /// <summary>Takes a reading in that is not late.</summary>
    public static void Follow(RuleState state, RuleProgram program, in RuleMoment moment)
    {
        var levels = program.Levels;
        var reached = levels.Count;
        while (reached > 0 && !levels[reached - 1].Condition.Test(moment.Numbers)) reached--;
        if (!state.Open || reached >= state.Level)
        {
            var mayRaise = !state.Open || program.Schedule?.Allows(moment.Reading.EventTime) != false;
            (state.Level, state.LevelSince) = (mayRaise ? reached : state.Level, 0);
            return;
        }

        var left = Math.Min(state.Level, levels.Count);
        while (left > reached && levels[left - 1].Clear.Test(moment.Numbers)) left--;
        if (left < state.Level) Fall(state, program, moment, left);
        else if (levels[left - 1].Clear.Fails(moment.Numbers)) state.LevelSince = 0;
    }

    /// <summary>A late reading that contradicts a level's end lets it begin anew.</summary>
    public static void Contradict(RuleState state, RuleProgram program, in RuleMoment moment)
    {
        if (state.LevelSince > 0 && moment.Time > state.LevelSince && state.Level <= program.Levels.Count && program.Levels[state.Level - 1].Clear.Fails(moment.Numbers))
            state.LevelSince = 0;
    }

    private static void Fall(RuleState state, RuleProgram program, in RuleMoment moment, int left)
    {
        var isFirst = state.LevelSince == 0;
        if (isFirst) state.LevelSince = moment.Time;
        var lasted = moment.Time - state.LevelSince;
        var isOver = state.Level > program.Levels.Count // the rule has fewer by now
            || (program.Levels[state.Level - 1].Hold is { } hold ? lasted >= hold.TotalMilliseconds : !isFirst && lasted >= moment.TwoPeriods);
        if (isOver) (state.Level, state.LevelSince) = (left, 0);
    }
}
