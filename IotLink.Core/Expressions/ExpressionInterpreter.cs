namespace IotLink.Core.Expressions;

/// <summary>Walks a checked tree. The oracle for <see cref="ExpressionEmitter"/>, and right where an expression runs only once.</summary>
public static class ExpressionInterpreter
{
    /// <param name="valueOf">What a name stands for now; <see cref="ExpressionValue.Unknown"/> when absent.</param>
    public static ExpressionValue Evaluate(ExpressionNode node, Func<NameNode, ExpressionValue> valueOf) => node switch
    {
        NumberNode number => ExpressionValue.Of(number.Value),
        BooleanNode truth => ExpressionValue.Of(truth.Value),
        TextNode text => ExpressionValue.Of(text.Value),
        NameNode name => valueOf(name),
        UnaryNode unary => ExpressionValue.Of(Unary(unary.Operator, Evaluate(unary.Operand, valueOf).Number)),
        BinaryNode binary => ExpressionValue.Of(Binary(binary.Operator, Evaluate(binary.Left, valueOf), Evaluate(binary.Right, valueOf))),
        ConditionalNode choice => Choose(choice, valueOf),
        CallNode { Function: { } function } call => ExpressionValue.Of(Call(function, [.. call.Arguments.Select(a => Evaluate(a, valueOf).Number)])),
        _ => throw new InvalidOperationException($"Not a checked expression: {node}."),
    };

    private static ExpressionValue Choose(ConditionalNode node, Func<NameNode, ExpressionValue> valueOf)
    {
        var condition = Evaluate(node.Condition, valueOf);
        return condition.IsTrue ? Evaluate(node.Then, valueOf) : condition.IsFalse ? Evaluate(node.Else, valueOf) : ExpressionValue.Unknown;
    }

    private static double Unary(UnaryOperator op, double x) => op switch
    {
        UnaryOperator.Not => ExpressionMath.Not(ExpressionMath.Truth(x)),
        UnaryOperator.Negate => -x,
        _ => ExpressionMath.Complement(x),
    };

    private static double Binary(BinaryOperator op, ExpressionValue left, ExpressionValue right)
    {
        var (a, b) = (left.Number, right.Number);
        var text = left.Text is not null || right.Text is not null;
        return op switch
        {
            BinaryOperator.Or => ExpressionMath.Or(ExpressionMath.Truth(a), ExpressionMath.Truth(b)),
            BinaryOperator.And => ExpressionMath.And(ExpressionMath.Truth(a), ExpressionMath.Truth(b)),
            BinaryOperator.Equal => text ? ExpressionMath.Equal(left.Text, right.Text) : ExpressionMath.Equal(a, b),
            BinaryOperator.NotEqual => text ? ExpressionMath.NotEqual(left.Text, right.Text) : ExpressionMath.NotEqual(a, b),
            BinaryOperator.Less => ExpressionMath.Less(a, b),
            BinaryOperator.LessOrEqual => ExpressionMath.LessOrEqual(a, b),
            BinaryOperator.Greater => ExpressionMath.Greater(a, b),
            BinaryOperator.GreaterOrEqual => ExpressionMath.GreaterOrEqual(a, b),
            BinaryOperator.BitOr => ExpressionMath.BitOr(a, b),
            BinaryOperator.BitXor => ExpressionMath.BitXor(a, b),
            BinaryOperator.BitAnd => ExpressionMath.BitAnd(a, b),
            BinaryOperator.ShiftLeft => ExpressionMath.ShiftLeft(a, b),
            BinaryOperator.ShiftRight => ExpressionMath.ShiftRight(a, b),
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => ExpressionMath.Divide(a, b),
            BinaryOperator.FloorDivide => ExpressionMath.FloorDivide(a, b),
            _ => ExpressionMath.Modulo(a, b),
        };
    }

    private static double Call(ExpressionFunction function, double[] x) => function switch
    {
        ExpressionFunction.Abs => ExpressionMath.Abs(x[0]),
        ExpressionFunction.Min => x.Aggregate(ExpressionMath.Min),
        ExpressionFunction.Max => x.Aggregate(ExpressionMath.Max),
        ExpressionFunction.Clamp => ExpressionMath.Clamp(x[0], x[1], x[2]),
        ExpressionFunction.Round => x.Length == 1 ? ExpressionMath.Round(x[0]) : ExpressionMath.Round(x[0], x[1]),
        ExpressionFunction.Floor => ExpressionMath.Floor(x[0]),
        ExpressionFunction.Ceil => ExpressionMath.Ceil(x[0]),
        ExpressionFunction.Sqrt => ExpressionMath.Sqrt(x[0]),
        ExpressionFunction.Pow => ExpressionMath.Pow(x[0], x[1]),
        ExpressionFunction.Ln => ExpressionMath.Ln(x[0]),
        ExpressionFunction.Log10 => ExpressionMath.Log10(x[0]),
        ExpressionFunction.Exp => ExpressionMath.Exp(x[0]),
        ExpressionFunction.Sign => ExpressionMath.Sign(x[0]),
        ExpressionFunction.Trunc => ExpressionMath.Trunc(x[0]),
        ExpressionFunction.Date => ExpressionMath.Date(x[0], x[1], x[2], x.ElementAtOrDefault(3), x.ElementAtOrDefault(4), x.ElementAtOrDefault(5)),
        ExpressionFunction.Popcount => ExpressionMath.Popcount(x[0]),
        ExpressionFunction.Sin => ExpressionMath.Sin(x[0]),
        ExpressionFunction.Cos => ExpressionMath.Cos(x[0]),
        ExpressionFunction.Tan => ExpressionMath.Tan(x[0]),
        ExpressionFunction.Asin => ExpressionMath.Asin(x[0]),
        ExpressionFunction.Acos => ExpressionMath.Acos(x[0]),
        ExpressionFunction.Atan => ExpressionMath.Atan(x[0]),
        ExpressionFunction.Atan2 => ExpressionMath.Atan2(x[0], x[1]),
        ExpressionFunction.Deg => ExpressionMath.Deg(x[0]),
        _ => ExpressionMath.Rad(x[0]),
    };
}
