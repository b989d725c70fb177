namespace IotLink.Core.Expressions;

/// <summary>What an expression may contain, by where it stands. The grammar and the functions are the same everywhere.</summary>
public sealed record ExpressionDialect
{
    private ExpressionDialect(string place) => Place = place;

    /// <summary>For messages: "a rule".</summary>
    public string Place { get; }

    /// <summary>Whether <c>&amp; | ^ ~ &lt;&lt; &gt;&gt;</c> are operators.</summary>
    public bool Bits { get; private init; }

    /// <summary>Whether quoted text may be compared and chosen.</summary>
    public bool Text { get; private init; }

    /// <summary>Whether a name may end in a statistic: <c>tempC.max</c>.</summary>
    public bool Statistics { get; private init; }

    /// <summary>Whether such an ending is understood at all, if only to refuse it; elsewhere it is part of the name.</summary>
    internal bool KnowsStatistics => !Text;

    /// <summary>Whether a number stands for its being other than 0 where true or false is expected: <c>if: mask &amp; 1</c>.</summary>
    public bool NumbersAreTruth { get; private init; }

    public static ExpressionDialect Rule { get; } = new("a rule");

    public static ExpressionDialect Formula { get; } = new("a formula") { Statistics = true };

    public static ExpressionDialect Spec { get; } = new("a spec") { Bits = true, Text = true, NumbersAreTruth = true };
}
