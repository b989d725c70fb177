namespace IotLink.Core.Expressions;

/// <summary>
/// Text to tree, by operator strength (a Pratt parser). It knows nothing of what names mean; see <see cref="ExpressionChecker"/>.
/// Hostile text is safe: length, nesting and size are bounded and nothing throws.
/// </summary>
public sealed class ExpressionParser
{
    public const int MaxLength = 1000;
    public const int MaxDepth = 32;
    public const int MaxNodes = 200;

    private readonly List<ExpressionToken> _tokens;
    private readonly ExpressionDialect _dialect;
    private readonly List<ExpressionFault> _faults;
    private int _next;
    private int _depth;
    private int _nodes;

    private ExpressionParser(List<ExpressionToken> tokens, ExpressionDialect dialect, List<ExpressionFault> faults) =>
        (_tokens, _dialect, _faults) = (tokens, dialect, faults);

    /// <returns>null when the text is no expression; a fault then says where.</returns>
    public static ExpressionNode? Parse(string text, ExpressionDialect dialect, List<ExpressionFault> faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(new(ExpressionFaultCodes.Limit, $"The expression has {text.Length} characters; {MaxLength} are allowed.", 1, 1));
            return null;
        }

        if (new ExpressionTokenizer(text, faults).Run() is not { } tokens) return null;
        var parser = new ExpressionParser(tokens, dialect, faults);
        var root = parser.Expression(0);
        if (root is null) return null;
        return parser.Current.Kind == TokenKind.End ? root : parser.Fault($"Found {parser.Current.Found}, expected an operator or the end.");
    }

    private ExpressionToken Current => _tokens[_next];

    /// <summary>Reads operands and every operator that binds at least as tightly as <paramref name="strength"/>.</summary>
    private ExpressionNode? Expression(int strength)
    {
        if (++_depth > MaxDepth) return Limit($"The expression is nested deeper than {MaxDepth} levels.");
        var left = Prefix();
        while (left is not null && Current.Kind == TokenKind.Symbol)
        {
            if (Current.Is("?") && strength <= ExpressionOperators.Conditional) left = Conditional(left);
            else if (ExpressionOperators.Parse(Current.Text) is { } op && op.Strength() > strength) left = Binary(left, op);
            else break;
        }

        _depth--;
        return left;
    }

    private ExpressionNode? Binary(ExpressionNode left, BinaryOperator op)
    {
        var token = Current;
        if (op.IsBits() && !_dialect.Bits) return Fault(BitsHint(token.Text));
        _next++;
        return Expression(op.Strength()) is { } right ? Made(new BinaryNode(token.At, op, left, right)) : null;
    }

    private ExpressionNode? Conditional(ExpressionNode condition)
    {
        var at = Take().At;
        if (Expression(0) is not { } then) return null;
        if (!Expect(":", "the ':' of the condition")) return null;
        return Expression(0) is { } otherwise ? Made(new ConditionalNode(at, condition, then, otherwise)) : null;
    }

    private ExpressionNode? Prefix()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                _next++;
                return Made(new NumberNode(token.At, token.Number));
            case TokenKind.Text when _dialect.Text:
                _next++;
                return Made(new TextNode(token.At, token.Text));
            case TokenKind.Text:
                return Fault($"Found {token.Found}; {_dialect.Place} works on numbers, not on text.");
            case TokenKind.Name when _tokens[_next + 1].Is("("):
                return Call();
            case TokenKind.Name or TokenKind.QuotedName:
                return Name();
        }

        return token.Text switch
        {
            "(" => Group(),
            "true" or "false" => Made(new BooleanNode(Take().At, token.Text == "true")),
            "-" => Unary(UnaryOperator.Negate, ExpressionOperators.Prefix),
            "!" => Unary(UnaryOperator.Not, ExpressionOperators.Prefix),
            "not" => Unary(UnaryOperator.Not, ExpressionOperators.NotWord),
            "~" when _dialect.Bits => Unary(UnaryOperator.Complement, ExpressionOperators.Prefix),
            "~" => Fault(BitsHint("~")),
            _ => Fault($"Found {token.Found}, expected a value: a number, a name, a function or '('."),
        };
    }

    private ExpressionNode? Unary(UnaryOperator op, int strength)
    {
        var at = Take().At;
        return Expression(strength) is { } operand ? Made(new UnaryNode(at, op, operand)) : null;
    }

    private ExpressionNode? Group()
    {
        Take();
        return Expression(0) is { } inner && Expect(")", "')' or an operator") ? inner : null;
    }

    private ExpressionNode? Name()
    {
        var token = Take();
        var quoted = token.Kind == TokenKind.QuotedName;
        if (token.Text == "metrics" && !quoted && Current.Is(".") && _tokens[_next + 1].Kind == TokenKind.QuotedName)
        {
            Take();
            token = Take() with { At = token.At };
            quoted = true;
        }

        var name = token.Text.StartsWith("metrics.", StringComparison.Ordinal) && token.Text.Length > 8 ? token.Text[8..] : token.Text;
        if (quoted) return SuffixOf(token.At, name);
        var dot = name.LastIndexOf('.');
        if (dot < 1 || !_dialect.KnowsStatistics || ParseStatistic(name[(dot + 1)..]) is not { } statistic) return Made(new NameNode(token.At, name));
        return _dialect.Statistics
            ? Made(new NameNode(token.At, name[..dot], statistic))
            : FaultAt(token.At, $"Found '{name}'; {_dialect.Place} sees single readings, which have no statistics. A metric of that name is written [{name}].");
    }

    /// <summary><c>[pm2.5].max</c></summary>
    private ExpressionNode? SuffixOf(TextPlace at, string name)
    {
        if (!Current.Is(".")) return Made(new NameNode(at, name));
        if (!_dialect.Statistics) return Fault("Found '.' after a name in brackets, expected an operator or the end.");
        Take();
        if (Current.Kind != TokenKind.Name || ParseStatistic(Current.Text) is not { } statistic)
            return Fault($"Found {Current.Found}, expected a statistic: {string.Join(", ", Enum.GetNames<Statistic>()).ToLowerInvariant()}.");
        Take();
        return Made(new NameNode(at, name, statistic));
    }

    private static Statistic? ParseStatistic(string word) =>
        Enum.TryParse<Statistic>(word, ignoreCase: true, out var statistic) ? statistic : null;

    private ExpressionNode? Call()
    {
        var name = Take();
        Take();
        var arguments = new List<ExpressionNode>();
        while (!Current.Is(")") || arguments.Count > 0)
        {
            if (Expression(0) is not { } argument) return null;
            arguments.Add(argument);
            if (Current.Is(")")) break;
            if (!Expect(",", $"',' or ')' in the arguments of {name.Text}")) return null;
        }

        Take();
        if (name.Text.Equals("if", StringComparison.OrdinalIgnoreCase) && arguments.Count == 3)
            return Made(new ConditionalNode(name.At, arguments[0], arguments[1], arguments[2]));
        return Made(new CallNode(name.At, name.Text, ExpressionFunctions.Parse(name.Text), arguments));
    }

    private static string BitsHint(string symbol) => symbol switch
    {
        "^" => "Found '^', which is no operator here; for powers use pow(a, b).",
        "&" => "Found '&', which is no operator here; did you mean '&&' (and)?",
        "|" => "Found '|', which is no operator here; did you mean '||' (or)?",
        _ => $"Found '{symbol}'; bit operators work in specs only.",
    };

    private ExpressionToken Take() => _tokens[_next++];

    private bool Expect(string symbol, string what)
    {
        if (Current.Is(symbol))
        {
            _next++;
            return true;
        }

        Fault($"Found {Current.Found}, expected {what}.");
        return false;
    }

    private ExpressionNode? Made(ExpressionNode node) =>
        ++_nodes > MaxNodes ? Limit($"The expression has more than {MaxNodes} parts.") : node;

    private ExpressionNode? Limit(string message) => Fault(message, ExpressionFaultCodes.Limit);

    private ExpressionNode? Fault(string message, string code = ExpressionFaultCodes.Syntax) => FaultAt(Current.At, message, code);

    private ExpressionNode? FaultAt(TextPlace place, string message, string code = ExpressionFaultCodes.Syntax)
    {
        _faults.Add(new(code, message, place.Line, place.Column));
        return null;
    }
}
