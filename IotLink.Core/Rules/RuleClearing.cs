using IotLink.Core.Expressions;

namespace IotLink.Core.Rules;

/// <summary>Makes the condition that ends an alarm out of the one that raises it.</summary>
internal static class RuleClearing
{
    /// <summary>The opposite, as people write it: <c>tempC &lt;= 80</c> for <c>tempC &gt; 80</c>.</summary>
    public static ExpressionNode Opposite(ExpressionNode condition) => condition switch
    {
        BinaryNode { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } comparison =>
            comparison with { Operator = Opposite(comparison.Operator) },
        UnaryNode { Operator: UnaryOperator.Not } not => not.Operand,
        _ => new UnaryNode(condition.At, UnaryOperator.Not, condition),
    };

    /// <summary>The opposite with its threshold moved back: <c>tempC &lt;= 75</c> for <c>tempC &gt; 80</c> and 5.</summary>
    /// <returns>null when the condition is no comparison of something with a number.</returns>
    public static ExpressionNode? Shifted(ExpressionNode condition, double by)
    {
        if (condition is not BinaryNode { Operator: >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual } node) return null;
        var upward = node.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
        var opposite = (BinaryNode)Opposite(node);
        return (Constant(node.Left), Constant(node.Right)) switch
        {
            (null, { } limit) => opposite with { Right = new NumberNode(node.Right.At, upward ? limit - by : limit + by) },
            ({ } limit, null) => opposite with { Left = new NumberNode(node.Left.At, upward ? limit + by : limit - by) },
            _ => null,
        };
    }

    private static double? Constant(ExpressionNode node) => node switch
    {
        NumberNode number => number.Value,
        UnaryNode { Operator: UnaryOperator.Negate, Operand: NumberNode number } => -number.Value,
        _ => null,
    };

    private static BinaryOperator Opposite(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        _ => BinaryOperator.Less,
    };
}
