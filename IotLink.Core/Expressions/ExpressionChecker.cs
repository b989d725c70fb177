using Kind = IotLink.Core.Expressions.ExpressionKind;

namespace IotLink.Core.Expressions;

/// <summary>Finds unknown functions and names, wrong numbers of arguments and mixed-up types: all of them, before anything runs.</summary>
public sealed class ExpressionChecker
{
    private readonly ExpressionDialect _dialect;
    private readonly ExpressionScope _scope;
    private readonly List<ExpressionFault> _faults;

    private ExpressionChecker(ExpressionDialect dialect, ExpressionScope scope, List<ExpressionFault> faults) =>
        (_dialect, _scope, _faults) = (dialect, scope, faults);

    /// <returns>What the expression yields; null when a fault was added.</returns>
    public static ExpressionKind? Check(ExpressionNode root, ExpressionDialect dialect, ExpressionScope scope, List<ExpressionFault> faults)
    {
        var before = faults.Count;
        var type = new ExpressionChecker(dialect, scope, faults).TypeOf(root);
        return faults.Count == before ? type : null;
    }

    /// <summary>Checks it and that it yields what its place needs.</summary>
    public static bool Check(ExpressionNode root, ExpressionKind wanted, ExpressionDialect dialect, ExpressionScope scope, List<ExpressionFault> faults)
    {
        if (Check(root, dialect, scope, faults) is not { } type) return false;
        if (new ExpressionChecker(dialect, scope, faults).Fits(type, wanted)) return true;
        var hint = wanted == Kind.Number && type == Kind.Boolean ? " Use if(condition, 1, 0)." : "";
        faults.Add(new(ExpressionFaultCodes.Type, $"The expression yields {Word(type)}, expected {Word(wanted)}.{hint}", root.At.Line, root.At.Column));
        return false;
    }

    /// <summary>The type of a node; null when it has a fault of its own, so that nobody complains about it again.</summary>
    private ExpressionKind? TypeOf(ExpressionNode node) => node switch
    {
        NumberNode => Kind.Number,
        BooleanNode => Kind.Boolean,
        TextNode => Kind.Text,
        NameNode name => NameType(name),
        UnaryNode unary => UnaryType(unary),
        BinaryNode binary => BinaryType(binary),
        ConditionalNode conditional => ConditionalType(conditional),
        CallNode call => CallType(call),
        _ => throw new InvalidOperationException($"No such node: {node.GetType().Name}."),
    };

    private ExpressionKind? NameType(NameNode node)
    {
        if (_scope.InDoubt(node.Name)) return null;
        if (_scope.TypeOf(node) is { } type) return type;
        var hint = Nearest.To(node.Name, _scope.Known) is { } near ? $" Did you mean '{near}'?"
            : _scope.Known.Count is > 0 and <= 12 ? $" Known here: {string.Join(", ", _scope.Known.Distinct().Order(StringComparer.Ordinal))}." : "";
        return Fault(node, ExpressionFaultCodes.UnknownName, $"Found the name '{node.Name}', which is not known here.{hint}");
    }

    private ExpressionKind? UnaryType(UnaryNode node)
    {
        var wanted = node.Operator == UnaryOperator.Not ? Kind.Boolean : Kind.Number;
        Need(node.Operand, wanted, node.Operator switch { UnaryOperator.Not => "not", UnaryOperator.Negate => "-", _ => "~" });
        return wanted;
    }

    private ExpressionKind? BinaryType(BinaryNode node)
    {
        if (node.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual) return EqualityType(node);
        var wanted = node.Operator <= BinaryOperator.And ? Kind.Boolean : Kind.Number;
        Need(node.Left, wanted, node.Operator.Symbol());
        Need(node.Right, wanted, node.Operator.Symbol());
        return node.IsLogical ? Kind.Boolean : Kind.Number;
    }

    private ExpressionKind? EqualityType(BinaryNode node)
    {
        if (TypeOf(node.Left) is { } left && TypeOf(node.Right) is { } right && !Alike(left, right))
            Fault(node, ExpressionFaultCodes.Type, $"'{node.Operator.Symbol()}' compares {Word(left)} with {Word(right)}, expected two of a kind.");
        return Kind.Boolean;
    }

    private ExpressionKind? ConditionalType(ConditionalNode node)
    {
        Need(node.Condition, Kind.Boolean, "if");
        if (TypeOf(node.Then) is not { } then || TypeOf(node.Else) is not { } otherwise) return null;
        if (then == otherwise || (otherwise == Kind.Metric && then != Kind.Text)) return then;
        if (then == Kind.Metric && otherwise != Kind.Text) return otherwise;
        return Fault(node, ExpressionFaultCodes.Type, $"'if' yields {Word(then)} or {Word(otherwise)}, expected two of a kind.");
    }

    private ExpressionKind? CallType(CallNode node)
    {
        if (node.Name.Equals("if", StringComparison.OrdinalIgnoreCase)) return Arity(node, 3, 3);
        if (node.Function is not { } function)
            return Fault(node, ExpressionFaultCodes.UnknownFunction, $"Found '{node.Name}(', which is no function. {ExpressionFunctions.Hint(node.Name)}");
        foreach (var argument in node.Arguments) Need(argument, Kind.Number, function.ToString().ToLowerInvariant());
        var (least, most) = function.Arity();
        return node.Arguments.Count < least || node.Arguments.Count > most ? Arity(node, least, most) : Kind.Number;
    }

    private ExpressionKind? Arity(CallNode node, int least, int most)
    {
        var count = least == most ? $"{least}" : $"{least} to {most}";
        return Fault(node, ExpressionFaultCodes.Arity, $"Found {node.Arguments.Count} arguments for '{node.Name}', expected {count}.");
    }

    private void Need(ExpressionNode node, ExpressionKind wanted, string by)
    {
        if (TypeOf(node) is { } type && !Fits(type, wanted))
            Fault(node, ExpressionFaultCodes.Type, $"Found {Word(type)}, expected {Word(wanted)} for '{by}'.");
    }

    private bool Fits(ExpressionKind type, ExpressionKind wanted) =>
        type == wanted || (type == Kind.Metric && wanted != Kind.Text) || (_dialect.NumbersAreTruth && type == Kind.Number && wanted == Kind.Boolean);

    private bool Alike(ExpressionKind a, ExpressionKind b) =>
        a == b || (a != Kind.Text && b != Kind.Text && (a == Kind.Metric || b == Kind.Metric || _dialect.NumbersAreTruth));

    private ExpressionKind? Fault(ExpressionNode node, string code, string message)
    {
        _faults.Add(new(code, message, node.At.Line, node.At.Column));
        return null;
    }

    private static string Word(ExpressionKind type) => type switch
    {
        Kind.Number => "a number",
        Kind.Boolean => "true or false",
        Kind.Text => "a text",
        _ => "a metric",
    };
}
