using IotLink.Core.Expressions;

namespace IotLink.Core.Rules;

/// <summary>What the engine runs of a rule.</summary>
/// <param name="Clear">When this holds the alarm is on its way to its end. What makes <paramref name="Condition"/> true comes first.</param>
/// <param name="Hold">How long <paramref name="Clear"/> must have held; null: two reporting periods.</param>
internal sealed record RuleProgram(CompiledRule Rule, CompiledExpression Condition, CompiledExpression Clear, TimeSpan? Hold);
