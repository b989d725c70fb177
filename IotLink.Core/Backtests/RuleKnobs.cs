using System.Globalization;
using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Backtests;

/// <summary>Finds the numbers of a rule document: parameters, numbers in conditions, durations, counts and distances.</summary>
public static partial class RuleKnobs
{
    private static readonly string[] Conditions = ["condition", "clear"];
    private static readonly string[] Durations = ["for", "hold", "noData", "within"];
    private static readonly string[] Inner = ["change", "baseline", "peers", "sequence"];

    /// <returns>In the order people look for them; empty for a text that cannot be read.</returns>
    public static IReadOnlyList<RuleKnob> Of(string text)
    {
        if (DocumentMap.Parse(text, [])?.Yaml is not { } root) return [];
        var rules = Child(root, "rules") is YamlSequenceNode list ? list.Children.OfType<YamlMappingNode>() : [root];
        return [.. rules.SelectMany(rule => Of(text, rule)).DistinctBy(k => k.Id)];
    }

    private static IEnumerable<RuleKnob> Of(string text, YamlMappingNode rule)
    {
        var id = Text(rule, "ruleId") ?? "";
        foreach (var (key, node) in (Child(rule, "parameters") as YamlMappingNode ?? new()).Children)
        {
            if (key is YamlScalarNode { Value: { } name } && Number(text, node, $"{id}/parameters/{name}", id, name, KnobUnit.Plain) is { } knob) yield return knob;
        }

        foreach (var key in Conditions)
        {
            foreach (var knob in InExpression(text, Child(rule, key) as YamlScalarNode, $"{id}/{key}", id)) yield return knob;
        }

        foreach (var (level, i) in ((Child(rule, "levels") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? []).Select((level, i) => (level, i)))
        {
            foreach (var knob in Conditions.SelectMany(key => InExpression(text, Child(level, key) as YamlScalarNode, FormattableString.Invariant($"{id}/levels/{i}/{key}"), id)))
                yield return knob;
        }

        if (Number(text, Child(rule, "hysteresis"), $"{id}/hysteresis", id, "hysteresis", KnobUnit.Plain) is { } distance) yield return distance;
        if (Number(text, Child(rule, "times"), $"{id}/times", id, "times", KnobUnit.Whole) is { } times) yield return times;
        foreach (var knob in Durations.Select(key => Duration(text, Child(rule, key), $"{id}/{key}", id, key)).OfType<RuleKnob>()) yield return knob;
        foreach (var outer in Inner)
        {
            if (Child(rule, outer) is not YamlMappingNode inside) continue;
            if (Number(text, Child(inside, "by"), $"{id}/{outer}/by", id, $"{outer} by", KnobUnit.Plain) is { } by) yield return by;
            if (Duration(text, Child(inside, "within"), $"{id}/{outer}/within", id, $"{outer} within") is { } within) yield return within;
        }
    }

    /// <summary>The number a scalar begins with; a sign such as % behind it stays where it is.</summary>
    private static RuleKnob? Number(string text, YamlNode? node, string id, string rule, string label, KnobUnit unit)
    {
        if (node is not YamlScalarNode { Value: { } value } scalar || Place(text, scalar) is not { } start) return null;
        var match = Figure().Match(value);
        return match.Success && match.Index == 0 && double.TryParse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(id, rule, label, number, unit) { Start = start, Length = match.Length }
            : null;
    }

    private static RuleKnob? Duration(string text, YamlNode? node, string id, string rule, string label) =>
        node is YamlScalarNode { Value: { } value } scalar && Documents.Durations.Parse(value) is { } span && Place(text, scalar) is { } start
            ? new(id, rule, label, span.TotalSeconds, KnobUnit.Seconds) { Start = start, Length = value.Length }
            : null;

    private static IEnumerable<RuleKnob> InExpression(string text, YamlScalarNode? scalar, string id, string rule)
    {
        if (scalar?.Value is not { } value || Place(text, scalar) is not { } start) yield break;
        if (ExpressionParser.Parse(value, ExpressionDialect.Rule, []) is not { } root) yield break;
        var count = 0;
        foreach (var (node, parent) in Walk(root, root))
        {
            if (node is not NumberNode { At: { Line: 1, Column: var column } } number) continue;
            var match = Figure().Match(value, column - 1);
            if (!match.Success || match.Index != column - 1) continue;
            var isNegated = parent is UnaryNode { Operator: UnaryOperator.Negate } && column > 1 && value[column - 2] == '-';
            var label = ExpressionPrinter.Print(parent, name => name.Name);
            yield return new(FormattableString.Invariant($"{id}/{++count}"), rule, label, isNegated ? -number.Value : number.Value, KnobUnit.Plain)
            {
                Start = start + column - (isNegated ? 2 : 1),
                Length = match.Length + (isNegated ? 1 : 0),
            };
        }
    }

    private static IEnumerable<(ExpressionNode Node, ExpressionNode Parent)> Walk(ExpressionNode node, ExpressionNode parent) =>
        node.Children.SelectMany(child => Walk(child, node)).Prepend((node, parent));

    /// <summary>Where the scalar's value begins in the text; null when it is written with escapes, or over several lines.</summary>
    private static int? Place(string text, YamlScalarNode scalar)
    {
        var start = (int)scalar.Start.Index + (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0);
        return scalar.Value is { Length: > 0 } value && string.CompareOrdinal(text, start, value, 0, value.Length) == 0 ? start : null;
    }

    private static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static string? Text(YamlMappingNode map, string key) => (Child(map, key) as YamlScalarNode)?.Value;

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")]
    private static partial Regex Figure();
}
