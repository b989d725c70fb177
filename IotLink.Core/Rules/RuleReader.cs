using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;

namespace IotLink.Core.Rules;

/// <summary>Reads one rule of a document and compiles it for a product's slots.</summary>
internal sealed class RuleReader(MetricSchema schema)
{
    /// <param name="listed">Whether it stands in a list, whose document names the product.</param>
    /// <param name="version">The document's.</param>
    /// <returns>null when something is wrong, which is in the faults, or when the rule is switched off.</returns>
    public RuleProgram? Read(DocumentMap map, bool listed, int version)
    {
        var before = map.Faults.Count;
        var id = RuleId(map);
        CheckProduct(map, required: !listed);
        if (map.Text("type") is { } type && type != "threshold")
            map.Fault("type", "rule.type", $"Found '{type}', expected threshold.");
        var condition = Condition(map, "condition", required: true);
        var clear = Clear(map, condition);
        var stated = map.Has("clear") || map.Has("hysteresis");
        var hold = map.Duration("hold") ?? (stated ? TimeSpan.Zero : null);
        var severity = map.Choice<Severity>("severity", required: true);
        var alarmClass = map.Choice<AlarmClass>("class");
        var action = map.Text("autoAction");
        var titles = Titles(map);
        map.Text("description");
        var enabled = map.Flag("enabled") ?? true;
        map.Done();
        if (map.Faults.Count > before || !enabled) return null;
        var rule = new CompiledRule
        {
            RuleId = id!,
            Version = version,
            Title = titles.GetValueOrDefault("ko") ?? titles.GetValueOrDefault("") ?? titles.GetValueOrDefault("en") ?? Plain(condition!),
            Titles = titles.ContainsKey("") ? new Dictionary<string, string>() : titles,
            ConditionText = condition!.Text,
            Severity = severity!.Value,
            Class = alarmClass ?? AlarmClasses.DefaultFor(severity.Value),
            AutoAction = action,
        };
        return new(rule, condition, clear!, hold);
    }

    /// <summary>The document's product must be the schema's.</summary>
    public void CheckProduct(DocumentMap map, bool required)
    {
        if (map.Text("productId", required) is { } product && product != schema.Product.Value)
            map.Fault("productId", "product.other", $"The rule is about product '{product}', expected '{schema.Product}'.");
    }

    private static string? RuleId(DocumentMap map)
    {
        var id = map.Text("ruleId", required: true);
        if (id is null || Identifier.IsValid(id)) return id;
        map.Fault("ruleId", "value.type", $"'{id}' is no rule id: 1 to {Identifier.MaxLength} characters of A-Z a-z 0-9 _ - : are allowed.");
        return null;
    }

    private CompiledExpression? Condition(DocumentMap map, string key, bool required = false) =>
        map.Compiled(key, ExpressionDialect.Rule, ExpressionKind.Boolean, name => schema.TryGetOrAdd(name, out var slot) ? slot : null, required);

    private CompiledExpression? Clear(DocumentMap map, CompiledExpression? condition)
    {
        var clear = Condition(map, "clear");
        var hysteresis = map.Number("hysteresis");
        if (map.Has("clear"))
        {
            if (map.Has("hysteresis")) map.Fault("hysteresis", "rule.clear", "A rule has either 'clear' or 'hysteresis'; put the distance into 'clear'.");
            return clear;
        }

        if (condition is null) return null;
        if (hysteresis is not { } distance) return condition.With(RuleClearing.Opposite(condition.Root));
        if (distance <= 0) map.Fault("hysteresis", "value.type", $"Found {distance}, expected a number above 0.");
        if (RuleClearing.Shifted(condition.Root, distance) is { } shifted) return condition.With(shifted);
        map.Fault("hysteresis", "rule.clear", "Hysteresis moves the number of a simple comparison such as tempC > 80; write a 'clear' condition instead.");
        return null;
    }

    /// <summary>Texts by language; one text for all under the empty key.</summary>
    private static Dictionary<string, string> Titles(DocumentMap map)
    {
        if (map.Node("title") is not YamlDotNet.RepresentationModel.YamlMappingNode)
            return map.Text("title") is { } text ? new() { [""] = text } : [];
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var languages = map.Map("title")!;
        if (languages.Text("ko") is { } korean) titles["ko"] = korean;
        if (languages.Text("en") is { } english) titles["en"] = english;
        languages.Done();
        return titles;
    }

    private static string Plain(CompiledExpression condition) => ExpressionPrinter.Print(condition.Root, name => name.Name);
}
