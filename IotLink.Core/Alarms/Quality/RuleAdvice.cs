namespace IotLink.Core.Alarms.Quality;

/// <summary>What to do about a rule, most serious first.</summary>
public enum RuleAdvice
{
    /// <summary>Nobody acts on it, or most people call it useless: retire it, or make it informational.</summary>
    Retire,

    /// <summary>Comes and goes: hysteresis, a hold time or a longer duration.</summary>
    Steady,

    /// <summary>Too many, or often not useful: tighten the condition.</summary>
    Tune,

    /// <summary>Too few alarms to say anything.</summary>
    TooFew,

    Keep,
}

internal static class RuleAdvices
{
    private const int Enough = 10;
    private const int EnoughVerdicts = 5;

    public static RuleAdvice Of(RuleQuality rule, TimeSpan time) => rule switch
    {
        { Alarms: < Enough } => RuleAdvice.TooFew,
        { Over: >= Enough, NeverAcknowledged: >= 0.9, Useful: 0 } => RuleAdvice.Retire,
        { Precision: < 0.2 } when rule.Useful + rule.Useless >= EnoughVerdicts => RuleAdvice.Retire,
        _ when rule.Flapping * 5 >= rule.Alarms => RuleAdvice.Steady,
        { Precision: < 0.6 } when rule.Useful + rule.Useless >= EnoughVerdicts => RuleAdvice.Tune,
        { NeverAcknowledged: >= 0.5 } => RuleAdvice.Tune,
        _ when rule.PerDay(time) > 50 => RuleAdvice.Tune,
        _ => RuleAdvice.Keep,
    };
}
