namespace IotLink.Core.Rules;

/// <summary>What one rule concluded from one reading, when that changes anything.</summary>
/// <param name="Raise">true: the alarm begins; false: it ends.</param>
/// <param name="Evidence">The condition with the numbers put in: <c>tempC 84.6 &gt; 80</c>.</param>
public sealed record RuleVerdict(CompiledRule Rule, bool Raise, string Evidence);
