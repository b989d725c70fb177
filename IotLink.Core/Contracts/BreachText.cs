using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Contracts;

/// <summary>Says what was found and what was expected.</summary>
internal static class BreachText
{
    public static string Of(string metric, ValueRule rule, MetricValues values, int slot) =>
        rule is RangeRule && values.KindOf(slot) == MetricKind.Text
            ? $"'{metric}' is {values.TextAt(slot)!.Length} characters long, expected {rule.Expected}."
            : $"'{metric}' is {Shown(values, slot)}, expected {rule.Expected}.";

    public static string Of(string metric, ChangeRule rule, double before, double value, long milliseconds) =>
        $"'{metric}' went from {Number(before)} to {Number(value)} in {Number(milliseconds / 1000.0)} s, "
        + $"expected at most {Number(rule.Maximum)} per {Word(rule.Per)}.";

    public static string Of(CrossFieldRule rule, CompiledExpression condition, MetricValues values) =>
        $"'{rule.Id}' does not hold: {condition.WithValues(slot => values.KindOf(slot) == MetricKind.Absent ? null : Shown(values, slot))}.";

    public static string Word(TimeSpan per) => per == TimeSpan.FromSeconds(1) ? "second" : per == TimeSpan.FromMinutes(1) ? "minute" : "hour";

    private static string Shown(MetricValues values, int slot) => values.KindOf(slot) switch
    {
        MetricKind.Text => "the text '" + (values.TextAt(slot) is { Length: > 40 } text ? text[..40] + "…" : values.TextAt(slot)) + "'",
        MetricKind.Boolean => values.NumberAt(slot) == 1 ? "true" : "false",
        _ => Number(values.NumberAt(slot)),
    };

    private static string Number(double value) => ExpressionPrinter.Number(value);
}
