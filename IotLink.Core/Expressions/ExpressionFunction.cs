namespace IotLink.Core.Expressions;

/// <summary>The closed list of functions; <c>if</c> is a <see cref="ConditionalNode"/>. Names are taken in any case (<c>Abs</c>, <c>abs</c>).</summary>
public enum ExpressionFunction { Abs, Min, Max, Clamp, Round, Floor, Ceil, Sqrt, Pow, Ln, Log10, Exp, Sign, Trunc, Date, Popcount, Sin, Cos, Tan, Asin, Acos, Atan, Atan2, Deg, Rad }

internal static class ExpressionFunctions
{
    public const int MostArguments = 8;

    private static readonly Dictionary<string, ExpressionFunction> ByName =
        Enum.GetValues<ExpressionFunction>().ToDictionary(f => f.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What other languages call them.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ceiling"] = "ceil",
        ["truncate"] = "trunc",
        ["log"] = "ln' or 'log10",
        ["power"] = "pow",
        ["iif"] = "if",
    };

    public static IEnumerable<string> Names => ByName.Keys.Select(name => name.ToLowerInvariant()).Append("if");

    public static ExpressionFunction? Parse(string name) => ByName.TryGetValue(name, out var function) ? function : null;

    public static (int Least, int Most) Arity(this ExpressionFunction function) => function switch
    {
        ExpressionFunction.Min or ExpressionFunction.Max => (2, MostArguments),
        ExpressionFunction.Clamp => (3, 3),
        ExpressionFunction.Round => (1, 2),
        ExpressionFunction.Pow or ExpressionFunction.Atan2 => (2, 2),
        ExpressionFunction.Date => (3, 6),
        _ => (1, 1),
    };

    public static string Hint(string name) =>
        Elsewhere.TryGetValue(name, out var known) ? $"Did you mean '{known}'?"
        : Nearest.To(name, Names) is { } near ? $"Did you mean '{near}'?"
        : $"Functions: {string.Join(", ", Names.Order(StringComparer.Ordinal))}.";
}
