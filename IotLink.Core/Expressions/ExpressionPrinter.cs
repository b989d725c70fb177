using System.Globalization;

namespace IotLink.Core.Expressions;

/// <summary>Writes a tree as text again; with values put beside the names it is evidence: <c>tempC 84.6 &gt; 80</c>.</summary>
public static class ExpressionPrinter
{
    /// <param name="shown">What to write for a name.</param>
    public static string Print(ExpressionNode node, Func<NameNode, string> shown) => Print(node, shown, 0);

    /// <summary>A number as people read it: at most six digits after the point.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Print(ExpressionNode node, Func<NameNode, string> shown, int strength) => node switch
    {
        NumberNode number => Number(number.Value),
        BooleanNode truth => truth.Value ? "true" : "false",
        TextNode text => $"'{text.Value}'",
        NameNode name => shown(name),
        UnaryNode { Operator: UnaryOperator.Not } not =>
            Enclosed($"not {Print(not.Operand, shown, ExpressionOperators.NotWord)}", strength > ExpressionOperators.NotWord),
        UnaryNode unary => $"{(unary.Operator == UnaryOperator.Negate ? "-" : "~")}{Print(unary.Operand, shown, ExpressionOperators.Prefix)}",
        BinaryNode binary => Binary(binary, shown, strength),
        ConditionalNode choice => $"if({Print(choice.Condition, shown, 0)}, {Print(choice.Then, shown, 0)}, {Print(choice.Else, shown, 0)})",
        CallNode call => $"{call.Name.ToLowerInvariant()}({string.Join(", ", call.Arguments.Select(a => Print(a, shown, 0)))})",
        _ => node.ToString(),
    };

    private static string Binary(BinaryNode node, Func<NameNode, string> shown, int strength)
    {
        var own = node.Operator.Strength();
        return Enclosed($"{Print(node.Left, shown, own)} {node.Operator.Symbol()} {Print(node.Right, shown, own + 1)}", strength > own);
    }

    private static string Enclosed(string text, bool enclose) => enclose ? $"({text})" : text;
}
