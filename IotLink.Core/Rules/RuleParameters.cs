using System.Collections.Frozen;
using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;

namespace IotLink.Core.Rules;

/// <summary>
/// Numbers with a name, and other numbers for sites and devices. They stand in the document, so that a version of a rule says everything
/// that made it fire. A parameter comes before a metric of the same name.
/// </summary>
internal sealed class RuleParameters
{
    public const int MostOverrides = 2000;

    private readonly IReadOnlyDictionary<string, double> _values;
    private readonly IReadOnlyList<Override> _overrides;

    private RuleParameters(IReadOnlyDictionary<string, double> values, IReadOnlyList<Override> overrides) => (_values, _overrides) = (values, overrides);

    public static RuleParameters None { get; } = new(new Dictionary<string, double>(), []);

    public static RuleParameters Read(DocumentMap map)
    {
        var values = map.Map("parameters") is { } given ? Numbers(given, []) : [];
        var overrides = new List<Override>();
        foreach (var item in map.Maps("overrides"))
        {
            var (device, site) = (item.Text("device"), item.Text("site"));
            if (device is null == site is null) item.Fault("rule.override", "An override is for one 'device' or for one 'site'.");
            else if (!Identifier.IsValid(device ?? site)) item.Fault(device is null ? "site" : "device", "value.type", $"'{device ?? site}' is no id.");
            var numbers = Numbers(item, ["device", "site"]);
            foreach (var name in numbers.Keys.Where(name => !values.ContainsKey(name)))
                item.Fault(name, "rule.override", $"There is no parameter '{name}' to override.");
            if (overrides.Any(o => o.Device == device && o.Site == site)) item.Fault("rule.override", "There are two overrides for it.");
            overrides.Add(new(device, site, numbers));
        }

        if (overrides.Count > MostOverrides) map.Fault("overrides", "rule.override", $"{overrides.Count} overrides; at most {MostOverrides} are taken.");
        return new(values, overrides);
    }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The parameter's number as text; any other text as it is.</summary>
    public string Shown(string text) => _values.TryGetValue(text, out var value) ? value.ToString(CultureInfo.InvariantCulture) : text;

    public CompiledExpression PutInto(CompiledExpression expression) =>
        _values.Count > 0 && expression.Root.Names().Any(name => Has(name.Name)) ? expression.With(PutInto(expression.Root)) : expression;

    /// <summary>Programs for those with numbers of their own. Equal numbers share one.</summary>
    public RuleVariants? Variants(Func<RuleParameters, RuleProgram> compile)
    {
        if (_overrides.Count == 0) return null;
        var compiled = new Dictionary<string, RuleProgram>(StringComparer.Ordinal);
        var (devices, sites) = (new Dictionary<DeviceId, RuleProgram>(), new Dictionary<SiteId, RuleProgram>());
        foreach (var (device, site, numbers) in _overrides)
        {
            var values = new Dictionary<string, double>(_values);
            foreach (var (name, number) in numbers) values[name] = number;
            var key = string.Join(';', values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}={v.Value.ToString("R", CultureInfo.InvariantCulture)}"));
            if (!compiled.TryGetValue(key, out var program)) compiled[key] = program = compile(new(values, []));
            if (device is not null) devices[DeviceId.Parse(device, null)] = program;
            else sites[SiteId.Parse(site!, null)] = program;
        }

        return new(devices.ToFrozenDictionary(), sites.ToFrozenDictionary());
    }

    private static Dictionary<string, double> Numbers(DocumentMap map, string[] others)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in map.Keys.Except(others).ToList())
        {
            if (map.Number(name) is { } number) numbers[name] = number;
        }

        return numbers;
    }

    private ExpressionNode PutInto(ExpressionNode node) => node switch
    {
        NameNode name when _values.TryGetValue(name.Name, out var value) => new NumberNode(name.At, value),
        UnaryNode unary => unary with { Operand = PutInto(unary.Operand) },
        BinaryNode binary => binary with { Left = PutInto(binary.Left), Right = PutInto(binary.Right) },
        ConditionalNode choice => choice with { Condition = PutInto(choice.Condition), Then = PutInto(choice.Then), Else = PutInto(choice.Else) },
        CallNode call => call with { Arguments = [.. call.Arguments.Select(PutInto)] },
        _ => node,
    };

    private sealed record Override(string? Device, string? Site, Dictionary<string, double> Numbers);
}
