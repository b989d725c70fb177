using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Rules;

/// <summary>Expressions of a rule, over a product's slots, with its parameters put in.</summary>
internal sealed class RuleConditions(MetricSchema schema, RuleParameters parameters)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The metrics that were named so far.</summary>
    public IReadOnlyCollection<string> Used => _used;

    public CompiledExpression? Condition(DocumentMap map, string key, bool required = false) => Compile(map, key, ExpressionKind.Boolean, required);

    public CompiledExpression? Number(DocumentMap map, string key, bool required = false) => Compile(map, key, ExpressionKind.Number, required);

    /// <summary>The items of a list of conditions.</summary>
    public IReadOnlyList<CompiledExpression> Conditions(DocumentMap map, string key)
    {
        var all = new List<CompiledExpression>();
        foreach (var (node, path) in map.Items(key, required: true))
        {
            if (node is not YamlScalarNode { Value: { } text } scalar)
            {
                map.Faults.Add(DocumentMap.At(node, path, "value.type", "Expected a condition."));
                continue;
            }

            var faults = new List<ExpressionFault>();
            if (CompiledExpression.Compile(text, ExpressionDialect.Rule, ExpressionKind.Boolean, SlotOf, faults) is { } compiled) all.Add(parameters.PutInto(compiled));
            map.Faults.AddRange(faults.Select(fault => fault.In(scalar, path)));
        }

        return all;
    }

    /// <summary>A number, or the name of a parameter.</summary>
    public string? Size(DocumentMap map, string key) => map.Text(key, required: true) is { } text ? parameters.Shown(text) : null;

    private CompiledExpression? Compile(DocumentMap map, string key, ExpressionKind wanted, bool required) =>
        map.Compiled(key, ExpressionDialect.Rule, wanted, SlotOf, required) is { } compiled ? parameters.PutInto(compiled) : null;

    /// <summary>A parameter's name is replaced by its number before anything runs: its slot means nothing.</summary>
    private int? SlotOf(string name)
    {
        if (parameters.Has(name)) return 0;
        _used.Add(name);
        return schema.TryGetOrAdd(name, out var slot) ? slot : null;
    }
}
