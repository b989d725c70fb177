using IotLink.Core.Products.Vocabulary;
using static IotLink.Core.Products.Vocabulary.SpecVocabulary;

namespace IotLink.Core.Rules;

/// <summary>The keys of rules as data. Whoever teaches <see cref="RuleReader"/> a key adds it here; a test compares the two.</summary>
public static class RuleVocabulary
{
    private static readonly SpecKey Product = Key("productId", KeyShape.Text, "prod-a", "Id of the product whose readings it watches.");

    public static DocumentLanguage Language { get; } = new("rule", "IotLink rule or ruleset",
    [
        new("rule", "One rule: when an alarm begins, when it ends, how urgent it is.", [Product with { IsRequired = true }, .. RuleKeys]),
        new("rules", "Several rules of one product.",
        [
            Product with { IsRequired = true },
            In("listed-rule", "rules", KeyShape.SectionList, "[{ruleId: hot, condition: tempC > 80, severity: high}]", "The rules; their product stands above.") with { IsRequired = true },
        ]),
        new("listed-rule", "One rule of several.", [Product, .. RuleKeys]),
        new("title", "What people read, in each language.",
        [
            Key("ko", KeyShape.Text, "과열", "In Korean."),
            Key("en", KeyShape.Text, "Overheating", "In English."),
        ]),
    ])
    {
        ListKey = "rules",
    };

    private static IReadOnlyList<SpecKey> RuleKeys =>
    [
        Key("ruleId", KeyShape.Text, "temp-high", "Id of the rule, one of its kind in the product; also the code of its alarms.") with { IsRequired = true },
        OneOf("type", ["threshold"], "Kind of rule."),
        Key("condition", KeyShape.Expression, "tempC > 80", "The alarm begins when this becomes true.") with { IsRequired = true },
        Key("severity", KeyShape.Choice, "high", "How bad it is.") with { Choices = ["critical", "high", "medium", "low", "info"], IsRequired = true },
        OneOf("class", ["immediate", "monitoring", "informational"], "How people respond; without it critical and high are immediate, medium is monitoring, the others informational."),
        In("title", "title", KeyShape.TextOrSection, "{ko: 과열, en: Overheating}", "What people read: one text, or one for each language."),
        Key("clear", KeyShape.Expression, "tempC < 75", "The alarm ends when this holds; without it the opposite of the condition."),
        Key("hysteresis", KeyShape.Number, "5", "How far a value must come back before the alarm ends, for a simple comparison; instead of 'clear'."),
        Key("hold", KeyShape.Text, "30s", "How long the end must hold: ms, s, m, h or d; without it two reporting periods."),
        Key("autoAction", KeyShape.Text, "restart-fan", "Entry of the product's action catalogue to start."),
        Key("description", KeyShape.Text, "Fan stuck or filter full.", "What it is about, for people."),
        Key("enabled", KeyShape.Flag, "false", "Whether the rule is on; it is."),
    ];
}
