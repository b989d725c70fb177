using IotLink.Core.Expressions;

namespace IotLink.Core.Rules.Forms;

/// <summary>A comparison as one line of a form. Both sides are kept as they were written.</summary>
public sealed record ConditionLine(string Left, string Operator, string Right);

/// <summary>A condition laid out as comparisons that all must hold, or of which one must.</summary>
/// <param name="Joint">The word between them as written: <c>and</c>, <c>or</c>, <c>&amp;&amp;</c>, <c>||</c>.</param>
public sealed record ConditionLines(IReadOnlyList<ConditionLine> Lines, string Joint)
{
    public static IReadOnlyList<string> Operators { get; } = [">", ">=", "<", "<=", "==", "!="];

    public bool IsAny => Joint is "or" or "||";

    /// <returns>null for a condition of another form: it is shown as text.</returns>
    public static ConditionLines? Read(string text)
    {
        var faults = new List<ExpressionFault>();
        if (text.Contains('\n', StringComparison.Ordinal) || ExpressionParser.Parse(text, ExpressionDialect.Rule, faults) is null) return null;
        if (new ExpressionTokenizer(text, faults).Run() is not { } tokens) return null;
        var lines = new List<ConditionLine>();
        var (depth, from, joint) = (0, 0, "");
        (int From, int To, string Symbol)? comparison = null;
        foreach (var token in tokens)
        {
            var at = token.At.Column - 1;
            var symbol = token.Kind == TokenKind.Symbol ? token.Text : "";
            if (symbol is "(") depth++;
            if (symbol is ")") depth--;
            if (depth > 0) continue;
            if (symbol is "not" or "!" or "?" or ",") return null;
            if (symbol is "and" or "or" or "&&" or "||" || token.Kind == TokenKind.End)
            {
                if (comparison is not { } found) return null;
                lines.Add(new(text[from..found.From].Trim(), found.Symbol, text[found.To..at].Trim()));
                (from, comparison) = (at + symbol.Length, null);
                if (token.Kind == TokenKind.End) break;
                if (joint.Length > 0 && joint != symbol) return null;
                joint = symbol;
            }
            else if (ExpressionOperators.Parse(symbol) is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual)
            {
                if (comparison is not null) return null;
                comparison = (at, at + symbol.Length, symbol);
            }
        }

        return new(lines, joint.Length == 0 ? "and" : joint);
    }

    public string Write() => string.Join($" {Joint} ", Lines.Select(line => $"{line.Left} {line.Operator} {line.Right}"));
}
