namespace IotLink.Core.Expressions;

/// <summary>
/// Where one slot's number must lie for a condition to be able to hold. Plain data, many side by side in memory: thousands of conditions
/// that do not hold are passed over without calling, or even generating, their code.
/// </summary>
/// <param name="Slot">Below 0: any numbers may do.</param>
/// <param name="Low">The least that will do.</param>
/// <param name="High">The most that will do.</param>
public readonly record struct SlotRange(int Slot, double Low, double High)
{
    public static SlotRange Any { get; } = new(-1, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>false: the condition does not hold, or cannot be told. true: it must be asked.</summary>
    public bool Admits(ReadOnlySpan<double> slots) => Slot < 0 || (Slot < slots.Length && slots[Slot] >= Low && slots[Slot] <= High);

    /// <summary>Of a comparison of a metric with a number, alone or joined with others by <c>and</c>; else <see cref="Any"/>.</summary>
    internal static SlotRange Of(ExpressionNode condition, IReadOnlyDictionary<string, int> slotByName)
    {
        if (condition is not BinaryNode node) return Any;
        if (node.Operator == BinaryOperator.And)
            return Of(node.Left, slotByName) is { Slot: >= 0 } left ? left : Of(node.Right, slotByName);
        return (node.Left, node.Right) switch
        {
            (NameNode { Statistic: null } name, _) when NumberOf(node.Right) is { } number => Of(slotByName[name.Name], node.Operator, number),
            (_, NameNode { Statistic: null } name) when NumberOf(node.Left) is { } number => Of(slotByName[name.Name], Turned(node.Operator), number),
            _ => Any,
        };
    }

    private static SlotRange Of(int slot, BinaryOperator comparison, double number) => comparison switch
    {
        BinaryOperator.Greater => Any with { Slot = slot, Low = double.BitIncrement(number) },
        BinaryOperator.GreaterOrEqual => Any with { Slot = slot, Low = number },
        BinaryOperator.Less => Any with { Slot = slot, High = double.BitDecrement(number) },
        BinaryOperator.LessOrEqual => Any with { Slot = slot, High = number },
        BinaryOperator.Equal => new(slot, number, number),
        _ => Any,
    };

    private static BinaryOperator Turned(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        _ => comparison,
    };

    private static double? NumberOf(ExpressionNode node) => node switch
    {
        NumberNode number => number.Value,
        UnaryNode { Operator: UnaryOperator.Negate, Operand: NumberNode number } => -number.Value,
        _ => null,
    };
}
