namespace IotLink.Core.Expressions;

/// <summary>What an expression yields, known before it runs.</summary>
public enum ExpressionKind
{
    Number,
    Boolean,
    Text,

    /// <summary>A metric whose kind only the reading knows: number or boolean, taken for whichever is needed.</summary>
    Metric,
}
