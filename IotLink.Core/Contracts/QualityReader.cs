using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Contracts;

/// <summary>
/// Reads an ODCS <c>quality</c> list. What says something about each single reading becomes a rule; the rest is named as not checked here.
/// </summary>
/// <param name="metric">The metric the list belongs to; null for a list of the whole reading.</param>
internal sealed class QualityReader(ContractReading reading, StrictnessRules inherited, string? metric)
{
    /// <summary>What <c>engine:</c> says when a custom rule is ours.</summary>
    public const string Engine = "iotlink";

    internal static readonly string[] Passed =
    [
        "authoritativeDefinitions", "businessImpact", "description", "dimension", "method", "schedule", "scheduler", "severity", "tags", "unit",
    ];

    internal static readonly string[] Operators =
    [
        "mustBe", "mustNotBe", "mustBeGreaterThan", "mustBeGreaterOrEqualTo", "mustBeLessThan", "mustBeLessOrEqualTo", "mustBeBetween", "mustNotBeBetween",
    ];

    public RequiredRule? Required { get; private set; }

    public List<ValueRule> Rules { get; } = [];

    public List<ChangeRule> Changes { get; } = [];

    public void Read(DocumentMap owner)
    {
        foreach (var map in owner.Maps("quality")) ReadRule(map);
    }

    private void ReadRule(DocumentMap map)
    {
        var strictness = StrictnessRules.Read(CustomProperties.Read(map), inherited);
        var named = map.Text("id") ?? map.Text("name");
        map.Node("name");
        if (named is not null && !reading.Take(named)) map.Fault(map.Has("id") ? "id" : "name", "contract.duplicate", $"There is a rule '{named}' already; breaches are counted by this name.");
        ContractDocument.Pass(map, Passed);
        switch (map.Text("type") ?? "library")
        {
            case "library":
                new LibraryRule(reading, metric).Read(map, named, strictness, this);
                HasOneOperator(map);
                break;
            case "custom":
                Custom(map, named, strictness);
                break;
            case "sql":
                map.Text("query", required: true);
                HasOneOperator(map);
                NotChecked(named, "SQL");
                break;
            case "text":
                NotChecked(named, "text");
                break;
            case var other:
                map.Fault("type", "contract.quality_type", $"Found '{other}', expected text, library, sql or custom.");
                break;
        }

        map.Done();
    }

    public void RequireBy(RequiredRule rule) => Required ??= rule;

    public void NotChecked(string? named, string what) => reading.NotChecked.Add($"{named ?? metric ?? "reading"}: {what}");

    private void Custom(DocumentMap map, string? named, StrictnessRules strictness)
    {
        var engine = map.Text("engine", required: true);
        var implementation = map.Node("implementation", required: true);
        if (engine is null || implementation is null) return;
        if (engine != Engine) NotChecked(named, $"engine {engine}");
        else if (implementation is YamlMappingNode) Change(map, named, strictness[RuleKind.FastChange]);
        else CrossField(map, named, strictness[RuleKind.Contradiction]);
    }

    private void CrossField(DocumentMap map, string? named, Strictness strictness)
    {
        if (map.Expression("implementation", ExpressionDialect.Rule, ExpressionScope.AnyMetric, ExpressionKind.Boolean) is null) return;
        var id = named ?? reading.Name(metric ?? "reading", "rule");
        reading.CrossField.Add(new(id, map.Text("implementation")!, metric, strictness));
    }

    private void Change(DocumentMap map, string? named, Strictness strictness)
    {
        var limit = map.Map("implementation")!;
        var maximum = limit.Number("maxChange", required: true);
        var per = limit.Choice<Pace>("per", required: true);
        limit.Done();
        if (metric is null) map.Fault("implementation", "contract.quality_place", "A rate of change is about one metric; move the rule under that property.");
        if (maximum is <= 0 || maximum is { } m && !double.IsFinite(m)) limit.Fault("maxChange", "value.type", $"Expected a number above 0, found '{maximum}'.");
        if (maximum is not > 0 || per is not { } pace || metric is null) return;
        Changes.Add(new(named ?? reading.Name(metric, "change"), maximum.Value, Span(pace), strictness));
    }

    /// <summary>The standard wants exactly one comparison.</summary>
    private static void HasOneOperator(DocumentMap map)
    {
        var found = Operators.Where(map.Has).ToList();
        ContractDocument.Pass(map, Operators);
        if (found.Count == 1) return;
        map.Fault("contract.quality_operator", found.Count == 0
            ? "A comparison is missing; add one, such as mustBe: 0."
            : $"Found {string.Join(" and ", found)}, expected one of them.");
    }

    private static TimeSpan Span(Pace pace) =>
        pace switch { Pace.Second => TimeSpan.FromSeconds(1), Pace.Minute => TimeSpan.FromMinutes(1), _ => TimeSpan.FromHours(1) };

    private enum Pace { Second, Minute, Hour }
}
