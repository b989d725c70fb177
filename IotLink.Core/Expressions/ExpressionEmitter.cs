using System.Linq.Expressions;
using System.Reflection;

namespace IotLink.Core.Expressions;

/// <summary>
/// Turns a checked tree into a LINQ expression, to be compiled alone or inlined into a larger delegate. It grows linearly with the tree.
/// </summary>
/// <param name="valueOf">
/// Reads what a name stands for: a <c>double</c> (NaN when absent), any other number, a <c>bool</c>, or a <c>string</c> (null when absent).
/// </param>
public sealed class ExpressionEmitter(Func<NameNode, Expression> valueOf)
{
    /// <summary>The value: a <c>double</c> (true is 1, false is 0, NaN is not known) or, for a text, a <c>string</c>.</summary>
    public Expression Value(ExpressionNode node) => node switch
    {
        NumberNode number => Expression.Constant(number.Value),
        BooleanNode truth => Expression.Constant(truth.Value ? 1.0 : 0.0),
        TextNode text => Expression.Constant(text.Value),
        NameNode name => Widen(valueOf(name)),
        UnaryNode { Operator: UnaryOperator.Negate } minus => Expression.Negate(Value(minus.Operand)),
        UnaryNode { Operator: UnaryOperator.Not } not => Call(nameof(ExpressionMath.Not), TruthValue(not.Operand)),
        UnaryNode complement => Call(nameof(ExpressionMath.Complement), Value(complement.Operand)),
        BinaryNode binary => Binary(binary),
        ConditionalNode choice => Call(nameof(ExpressionMath.Choose), TruthValue(choice.Condition), Value(choice.Then), Value(choice.Else)),
        CallNode { Function: ExpressionFunction.Min or ExpressionFunction.Max } call =>
            call.Arguments.Select(Value).Aggregate((a, b) => Call(call.Function.Value.ToString(), a, b)),
        CallNode { Function: { } function } call => Call(function.ToString(), [.. call.Arguments.Select(Value)]),
        _ => throw new InvalidOperationException($"Not a checked expression: {node}."),
    };

    /// <summary>A <c>bool</c>: whether the expression is known to be <paramref name="wanted"/>. What is not known is neither.</summary>
    public Expression Truth(ExpressionNode node, bool wanted = true) => node switch
    {
        BooleanNode truth => Expression.Constant(truth.Value == wanted),
        UnaryNode { Operator: UnaryOperator.Not } not => Truth(not.Operand, !wanted),
        BinaryNode { Operator: BinaryOperator.And or BinaryOperator.Or } both =>
            both.Operator == BinaryOperator.And == wanted
                ? Expression.AndAlso(Truth(both.Left, wanted), Truth(both.Right, wanted))
                : Expression.OrElse(Truth(both.Left, wanted), Truth(both.Right, wanted)),
        BinaryNode { IsLogical: true } comparison => Comparison(comparison, wanted),
        _ => Call(wanted ? nameof(ExpressionMath.IsTrue) : nameof(ExpressionMath.IsFalse), Value(node)),
    };

    private Expression Comparison(BinaryNode node, bool wanted)
    {
        var (a, b) = (Value(node.Left), Value(node.Right));
        if (a.Type == typeof(string) || b.Type == typeof(string))
            return Expression.Equal(Call(node.Operator.ToString(), a, b), Expression.Constant(wanted ? 1.0 : 0.0));
        return (node.Operator, wanted) switch
        {
            (BinaryOperator.Equal, true) or (BinaryOperator.NotEqual, false) => Expression.Equal(a, b),
            (BinaryOperator.Equal, false) or (BinaryOperator.NotEqual, true) => Call(nameof(ExpressionMath.Differ), a, b),
            (BinaryOperator.Less, true) or (BinaryOperator.GreaterOrEqual, false) => Expression.LessThan(a, b),
            (BinaryOperator.LessOrEqual, true) or (BinaryOperator.Greater, false) => Expression.LessThanOrEqual(a, b),
            (BinaryOperator.Greater, true) or (BinaryOperator.LessOrEqual, false) => Expression.GreaterThan(a, b),
            _ => Expression.GreaterThanOrEqual(a, b),
        };
    }

    private Expression Binary(BinaryNode node) => node.Operator switch
    {
        BinaryOperator.And or BinaryOperator.Or => Call(node.Operator.ToString(), TruthValue(node.Left), TruthValue(node.Right)),
        BinaryOperator.Add => Expression.Add(Value(node.Left), Value(node.Right)),
        BinaryOperator.Subtract => Expression.Subtract(Value(node.Left), Value(node.Right)),
        BinaryOperator.Multiply => Expression.Multiply(Value(node.Left), Value(node.Right)),
        _ => Call(node.Operator.ToString(), Value(node.Left), Value(node.Right)),
    };

    private Expression TruthValue(ExpressionNode node) => node.IsLogical ? Value(node) : Call(nameof(ExpressionMath.Truth), Value(node));

    private static Expression Widen(Expression value) =>
        value.Type == typeof(double) || value.Type == typeof(string) ? value
        : value.Type == typeof(bool) ? Expression.Condition(value, Expression.Constant(1.0), Expression.Constant(0.0))
        : Expression.Convert(value, typeof(double));

    /// <summary>The method of <see cref="ExpressionMath"/> with this name and these types; the enums are named after them.</summary>
    private static MethodCallExpression Call(string method, params Expression[] arguments) =>
        Expression.Call(
            typeof(ExpressionMath).GetMethod(method, BindingFlags.Public | BindingFlags.Static, [.. arguments.Select(a => a.Type)])!,
            arguments);
}
