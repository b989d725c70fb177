using IotLink.Core.Expressions;

namespace IotLink.Core.Rules;

/// <summary>How bad an alarm is while this holds too. A rule's levels go from bad to worse; without one the rule's own severity is meant.</summary>
/// <param name="Clear">When this holds the level is on its way to its end.</param>
/// <param name="Hold">How long it must have been so; null: two reporting periods.</param>
internal sealed record RuleLevel(Severity Severity, AlarmClass Class, CompiledExpression Condition, CompiledExpression Clear, TimeSpan? Hold);
