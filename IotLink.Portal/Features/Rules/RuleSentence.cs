using IotLink.Core.Rules;
using IotLink.Core.Rules.Forms;
using IotLink.Portal.Localization;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Rules;

/// <summary>A rule in one plain sentence: of what, when, how urgent, and what then.</summary>
public sealed class RuleSentence(IStringLocalizer<RuleFormPanel> texts, Words words)
{
    public string Of(RuleSheet rule, string? product)
    {
        var severity = Enum.TryParse<Severity>(rule["severity"], ignoreCase: true, out var s) ? words.Of(s) : texts["NoSeverity"].Value;
        List<string> parts = [When(rule)];
        if (rule["condition"] is { } also && rule.Kind is RuleKind.Change or RuleKind.Baseline or RuleKind.Peers) parts.Add(texts["Say.And", also!]);
        if (Hours(rule) is { } hours) parts.Add(hours);
        parts.Add(texts["Say.Then", severity]);
        if (rule["autoAction"] is { Length: > 0 } action) parts.Add(texts["Say.Action", action]);
        if (rule["enabled"] == "false") parts.Add(texts["Say.Off"]);
        else if (rule["shadow"] == "true") parts.Add(texts["Say.Shadow"]);
        return $"{product ?? "?"}: {string.Join(" · ", parts)}";
    }

    private string When(RuleSheet rule) => rule.Kind switch
    {
        RuleKind.Duration => texts["Say.Duration", Word(rule, "condition"), Word(rule, "for")],
        RuleKind.Repeat when rule["of"] is { } of => texts["Say.RepeatOf", Word(rule, "condition"), Word(rule, "times"), of],
        RuleKind.Repeat => texts["Say.Repeat", Word(rule, "condition"), Word(rule, "times"), Word(rule, "within")],
        RuleKind.Change => texts[$"Say.Change.{Direction(rule, "change")}", Word(rule, "change.of"), Word(rule, "change.by"), Word(rule, "change.within")],
        RuleKind.NoData => rule["noData"] is { } silence && silence.IndexOf("period", StringComparison.Ordinal) is > 0 and var at
            ? texts["Say.Periods", silence[..at].Trim()]
            : texts["Say.NoData", Word(rule, "noData")],
        RuleKind.Sequence when rule["sequence.missing"] == "true" => texts["Say.Missing", Word(rule, "sequence.steps[0]"), Word(rule, "sequence.steps[1]"), Word(rule, "sequence.within")],
        RuleKind.Sequence => texts["Say.Sequence", string.Join(" → ", rule.List("sequence.steps")), Word(rule, "sequence.within")],
        RuleKind.Baseline => texts[$"Say.Baseline.{Direction(rule, "baseline")}", Word(rule, "baseline.of"), Word(rule, "baseline.by"), rule["baseline.over"] ?? "7d"],
        RuleKind.Peers => texts[$"Say.Peers.{Direction(rule, "peers")}", Word(rule, "peers.of"), Word(rule, "peers.by")],
        RuleKind.Report => texts["Say.Report", string.Join(", ", rule.List("report"))],
        _ => texts["Say.Threshold", Word(rule, "condition")],
    };

    private string? Hours(RuleSheet rule) => rule["schedule"] switch
    {
        null => rule.Has("schedule") ? texts["Say.OwnHours"].Value : null,
        "business-hours" => texts["Hours.business-hours"],
        "outside-business-hours" => texts["Hours.outside-business-hours"],
        _ => null,
    };

    private static string Direction(RuleSheet rule, string kind) => rule[kind + ".direction"]?.ToLowerInvariant() switch { "up" => "up", "down" => "down", _ => "any" };

    private static string Word(RuleSheet rule, string field) => rule[field] ?? "?";
}
