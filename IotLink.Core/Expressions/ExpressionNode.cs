namespace IotLink.Core.Expressions;

/// <summary>One node of a parsed expression. Immutable; <see cref="At"/> is where its text begins.</summary>
public abstract record ExpressionNode(TextPlace At)
{
    public virtual IReadOnlyList<ExpressionNode> Children => [];

    /// <summary>Every name in the expression, in reading order, repeated as often as it is written.</summary>
    public IEnumerable<NameNode> Names() =>
        this is NameNode name ? [name] : Children.SelectMany(child => child.Names());

    /// <summary>Whether it is true or false by its form alone.</summary>
    internal virtual bool IsLogical => false;
}

/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
public readonly record struct TextPlace(int Line, int Column);

public sealed record NumberNode(TextPlace At, double Value) : ExpressionNode(At);

public sealed record BooleanNode(TextPlace At, bool Value) : ExpressionNode(At)
{
    internal override bool IsLogical => true;
}

public sealed record TextNode(TextPlace At, string Value) : ExpressionNode(At);

/// <param name="Name">Without <c>metrics.</c>, brackets and statistic.</param>
/// <param name="Statistic">null for a bare name.</param>
public sealed record NameNode(TextPlace At, string Name, Statistic? Statistic = null) : ExpressionNode(At);

public sealed record UnaryNode(TextPlace At, UnaryOperator Operator, ExpressionNode Operand) : ExpressionNode(At)
{
    public override IReadOnlyList<ExpressionNode> Children => [Operand];

    internal override bool IsLogical => Operator == UnaryOperator.Not;
}

public sealed record BinaryNode(TextPlace At, BinaryOperator Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode(At)
{
    public override IReadOnlyList<ExpressionNode> Children => [Left, Right];

    internal override bool IsLogical => Operator <= BinaryOperator.GreaterOrEqual;
}

/// <summary><c>a ? b : c</c> and <c>if(a, b, c)</c>.</summary>
public sealed record ConditionalNode(TextPlace At, ExpressionNode Condition, ExpressionNode Then, ExpressionNode Else) : ExpressionNode(At)
{
    public override IReadOnlyList<ExpressionNode> Children => [Condition, Then, Else];
}

/// <param name="Function">null when there is no function of that name; the check then says so.</param>
public sealed record CallNode(TextPlace At, string Name, ExpressionFunction? Function, IReadOnlyList<ExpressionNode> Arguments) : ExpressionNode(At)
{
    public override IReadOnlyList<ExpressionNode> Children => Arguments;
}
