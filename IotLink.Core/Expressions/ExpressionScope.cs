namespace IotLink.Core.Expressions;

/// <summary>Which names an expression may use.</summary>
/// <param name="TypeOf">What a name is; null when there is no such name.</param>
/// <param name="Known">For "did you mean"; may be empty.</param>
public sealed record ExpressionScope(Func<NameNode, ExpressionKind?> TypeOf, IReadOnlyCollection<string> Known)
{
    /// <summary>Names about which nothing can be said, because where they come from could not be read: no fault, and no type.</summary>
    public Func<string, bool> InDoubt { get; init; } = _ => false;

    /// <summary>Any name is a metric.</summary>
    public static ExpressionScope AnyMetric { get; } = new(_ => ExpressionKind.Metric, []);
}
