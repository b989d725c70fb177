using IotLink.Core.Expressions;

namespace IotLink.Core.Formulas;

/// <summary>
/// Finds units that cannot be added, compared or be the result. It knows only what is certain: a number in front of a name may carry any
/// unit (<c>tempC * 2</c> counts points), so whatever is multiplied or divided is taken as it is.
/// </summary>
public static class FormulaUnits
{
    /// <param name="unitOf">A metric's unit; null when nobody has said.</param>
    public static IReadOnlyList<ExpressionFault> Check(Formula formula, Func<string, string?> unitOf)
    {
        var faults = new List<ExpressionFault>();
        var unit = UnitOf(formula.Root, unitOf, faults);
        if (unit is not null && formula.Unit is { } wanted && unit != wanted)
            faults.Add(new("formula.unit", $"The result is in {unit}, but 'unit' says {wanted}.", formula.Root.At.Line, formula.Root.At.Column));
        return faults;
    }

    private static string? UnitOf(ExpressionNode node, Func<string, string?> unitOf, List<ExpressionFault> faults)
    {
        switch (node)
        {
            case NameNode { Statistic: Statistic.Count }: return null;
            case NameNode name: return unitOf(name.Name);
            case UnaryNode { Operator: UnaryOperator.Negate } unary: return UnitOf(unary.Operand, unitOf, faults);
            case BinaryNode { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum: return Same(sum, unitOf, faults);
            case BinaryNode { IsLogical: true } comparison when comparison.Operator > BinaryOperator.And: Same(comparison, unitOf, faults); return null;
            case ConditionalNode choice:
                UnitOf(choice.Condition, unitOf, faults);
                return Common(choice, [choice.Then, choice.Else], "if", unitOf, faults);
            case CallNode { Function: ExpressionFunction.Min or ExpressionFunction.Max or ExpressionFunction.Clamp } call:
                return Common(call, call.Arguments, call.Name, unitOf, faults);
            case CallNode { Function: ExpressionFunction.Abs or ExpressionFunction.Round or ExpressionFunction.Floor or ExpressionFunction.Ceil } call:
                return UnitOf(call.Arguments[0], unitOf, faults);
            default:
                foreach (var child in node.Children) UnitOf(child, unitOf, faults);
                return null;
        }
    }

    private static string? Same(BinaryNode node, Func<string, string?> unitOf, List<ExpressionFault> faults) =>
        Common(node, [node.Left, node.Right], node.Operator.Symbol(), unitOf, faults);

    private static string? Common(
        ExpressionNode at, IReadOnlyList<ExpressionNode> parts, string word, Func<string, string?> unitOf, List<ExpressionFault> faults)
    {
        var units = parts.Select(part => UnitOf(part, unitOf, faults)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (units.Count > 1) faults.Add(new("formula.unit", $"'{word}' mixes {string.Join(" and ", units)}; multiply one of them by what converts it.", at.At.Line, at.At.Column));
        return units.Count == 1 ? units[0] : null;
    }
}
