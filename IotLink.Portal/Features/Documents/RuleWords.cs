using IotLink.Core.Products.Vocabulary;

namespace IotLink.Portal.Features.Documents;

/// <summary>The keys of contracts, rules and formulas, in the form of the spec's vocabulary. A test holds them to what the readers take.</summary>
internal static class RuleWords
{
    private static readonly string[] Strictness = ["reject", "drop", "mark"];

    public static IReadOnlyList<SpecSection> Rule { get; } =
    [
        new("rule", "When an alarm begins and ends.",
        [
            Key("ruleId", KeyShape.Text, "temp-high", "Id of the rule; the code of its alarms.", isRequired: true),
            Key("productId", KeyShape.Text, "prod-a", "The product it watches."),
            Choice("type", ["threshold"], "Kind of rule."),
            Key("title", KeyShape.Text, "{ko: 과열, en: Overheating}", "What people read; one text or one per language."),
            Key("condition", KeyShape.Expression, "metrics.tempC > 80", "Begins the alarm when it becomes true.", isRequired: true),
            Key("clear", KeyShape.Expression, "metrics.tempC < 75", "Ends it; without it the opposite of the condition."),
            Key("hysteresis", KeyShape.Number, "5", "How far the value must come back, for a simple comparison."),
            Key("hold", KeyShape.Text, "30s", "How long the end must hold."),
            Choice("severity", ["critical", "high", "medium", "low", "info"], "How urgent it is."),
            Choice("class", ["immediate", "monitoring", "informational"], "How it is responded to; by severity when absent."),
            Key("autoAction", KeyShape.Text, "restart-fan", "Entry of the action catalogue to start with."),
            Key("description", KeyShape.Text, "Fan stuck or filter full.", "For people."),
            Key("enabled", KeyShape.Flag, "true", "false switches it off."),
        ]),
    ];

    public static IReadOnlyList<SpecSection> Formula { get; } =
    [
        new("formula", "A value calculated from readings.",
        [
            Key("formulaId", KeyShape.Text, "health-score", "Id of the formula.", isRequired: true),
            Key("productId", KeyShape.Text, "prod-a", "The product it is for; for all without it."),
            Key("customer", KeyShape.Text, "c-001", "The customer it is for; for all without it."),
            Key("metric", KeyShape.Text, "health", "Name of the result; the formula's id without it."),
            Key("formula", KeyShape.Expression, "clamp(100 - (tempC - 60) * 2, 0, 100)", "The calculation.", isRequired: true),
            Choice("level", ["record", "device-day", "customer-day"], "What it is applied to."),
            Choice("statistic", ["mean", "min", "max", "sum", "count", "last"], "Which statistic a bare name means on aggregates."),
            Key("unit", KeyShape.Text, "%", "Unit of the result."),
            Key("description", KeyShape.Text, "Health score 0 to 100", "For people."),
        ]),
    ];

    public static IReadOnlyList<SpecSection> Contract { get; } =
    [
        new("contract", "What a product's readings promise: Open Data Contract Standard v3.1.",
        [
            Choice("apiVersion", ["v3.1.0"], "Version of the standard."),
            Choice("kind", ["DataContract"], "Always DataContract."),
            Key("id", KeyShape.Text, "prod-a-telemetry", "Id of the contract.", isRequired: true),
            Key("name", KeyShape.Text, "Product A telemetry", "Name for people."),
            Key("version", KeyShape.Text, "1.0.0", "The author's version.", isRequired: true),
            Choice("status", ["proposed", "draft", "active", "deprecated", "retired"], "State of the contract."),
            In("custom", "customProperties", KeyShape.SectionList, "[{property: productId, value: prod-a}]", "productId, onMissing, onWrongType, onOutOfRange."),
            In("object", "schema", KeyShape.SectionList, "", "The readings' objects."),
            Key("description", KeyShape.Values, "{purpose: ...}", "Purpose, limits, usage."),
        ]),
        new("object", "One object of the schema.",
        [
            Key("name", KeyShape.Text, "reading", "Its name.", isRequired: true),
            Choice("logicalType", ["object"], "Always object."),
            In("property", "properties", KeyShape.SectionList, "[{name: tempC, logicalType: number}]", "What is promised of each metric."),
            In("custom", "customProperties", KeyShape.SectionList, "[{property: onOutOfRange, value: mark}]", "What happens when a promise is broken."),
        ]),
        new("property", "One metric.",
        [
            Key("name", KeyShape.Text, "tempC", "The metric.", isRequired: true),
            Choice("logicalType", ["number", "integer", "string", "boolean"], "Kind of value."),
            Key("required", KeyShape.Flag, "true", "Whether every reading must have it."),
            In("options", "logicalTypeOptions", KeyShape.Section, "{minimum: 0, maximum: 100}", "Limits."),
            In("custom", "customProperties", KeyShape.SectionList, "[{property: onOutOfRange, value: drop}]", "What happens when it is broken."),
            Key("description", KeyShape.Text, "Temperature", "For people."),
        ]),
        new("options", "Limits of a value.",
        [
            Key("minimum", KeyShape.Number, "0", "Smallest value."),
            Key("maximum", KeyShape.Number, "100", "Largest value."),
            Key("exclusiveMinimum", KeyShape.Number, "0", "Above this."),
            Key("exclusiveMaximum", KeyShape.Number, "100", "Below this."),
            Key("minLength", KeyShape.WholeNumber, "1", "Fewest characters."),
            Key("maxLength", KeyShape.WholeNumber, "64", "Most characters."),
        ]),
        new("custom", "A property beyond the standard.",
        [
            Choice("property", ["productId", "onMissing", "onWrongType", "onOutOfRange"], "Its name."),
            Choice("value", Strictness, "Its value."),
        ]),
    ];

    private static SpecKey Key(string name, KeyShape shape, string example, string doc, bool isRequired = false) => new(name, shape, doc, example) { IsRequired = isRequired };

    private static SpecKey In(string section, string name, KeyShape shape, string example, string doc) => new(name, shape, doc, example) { Section = section };

    private static SpecKey Choice(string name, string[] choices, string doc) => new(name, KeyShape.Choice, doc, choices[0]) { Choices = choices };
}
