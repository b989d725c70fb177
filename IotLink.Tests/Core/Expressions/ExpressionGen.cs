using System.Globalization;
using CsCheck;

namespace IotLink.Tests.Core.Expressions;

/// <summary>Random expressions that are well-formed and well-typed, as text.</summary>
internal static class ExpressionGen
{
    public static Gen<string> Among(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static readonly Gen<string> Literal = Gen.Int[-40, 40].Select(n => n < 0
        ? $"({(n / 4.0).ToString(CultureInfo.InvariantCulture)})"
        : (n / 4.0).ToString("0.0#", CultureInfo.InvariantCulture));

    /// <param name="names">Metrics to use.</param>
    /// <param name="ours">false: only what NCalc means the same by.</param>
    public static Gen<string> Number(string[] names, int depth, bool ours)
    {
        var leaf = Gen.OneOf(Literal, Among(names).Select(n => $"[{n}]"));
        if (depth == 0) return leaf;
        var inner = Number(names, depth - 1, ours);
        var condition = Condition(names, depth - 1, ours);
        var operators = ours ? new[] { "+", "-", "*", "/", "//", "%" } : ["+", "-", "*"];
        var functions = ours ? new[] { "abs", "floor", "ceil", "round", "sqrt", "ln", "sign", "trunc" } : ["abs", "floor", "sign"];
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, Among(operators), inner, (a, op, b) => $"({a} {op} {b})"),
            Gen.Select(leaf, Among(operators), leaf, Among(operators), leaf, (a, o, b, p, c) => $"({a} {o} {b} {p} {c})"),
            Gen.Select(Among(functions), inner, (f, a) => $"{f}({a})"),
            Gen.Select(Among("min", "max"), inner, inner, (f, a, b) => $"{f}({a}, {b})"),
            Gen.Select(condition, inner, inner, (c, a, b) => $"if({c}, {a}, {b})"),
            Gen.Select(condition, inner, inner, (c, a, b) => $"({c} ? {a} : {b})"),
            inner.Select(a => $"-({a})"));
    }

    public static Gen<string> Condition(string[] names, int depth, bool ours)
    {
        var number = Number(names, Math.Max(0, depth - 1), ours);
        var comparison = Gen.Select(number, Among("<", "<=", ">", ">=", "==", "!=", "=", "<>"), number, (a, op, b) => $"{a} {op} {b}");
        if (depth == 0) return comparison;
        var inner = Condition(names, depth - 1, ours);
        return Gen.OneOf(
            comparison,
            Gen.Select(inner, Among("and", "or", "&&", "||"), inner, (a, op, b) => $"({a} {op} {b})"),
            Gen.Select(comparison, Among("and", "or"), comparison, Among("and", "or"), comparison, (a, o, b, p, c) => $"({a} {o} {b} {p} {c})"),
            inner.Select(a => $"not ({a})"),
            inner.Select(a => $"!({a})"));
    }
}
