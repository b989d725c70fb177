using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Watches;

/// <summary>The condition is true.</summary>
internal sealed class ThresholdWatch(CompiledExpression condition) : RuleWatch("threshold")
{
    public override SlotRange Needs => condition.Needs;

    public override bool Starts(in RuleMoment moment) => condition.Test(moment.Numbers);

    public override Truth Observe(in RuleMoment moment, RuleState state) => Ask(condition, moment);

    public override string Evidence(in RuleMoment moment, RuleState state) => moment.Shows(condition);
}
