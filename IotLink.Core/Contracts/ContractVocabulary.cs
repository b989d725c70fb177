using IotLink.Core.Products.Vocabulary;
using static IotLink.Core.Products.Vocabulary.SpecVocabulary;

namespace IotLink.Core.Contracts;

/// <summary>
/// The keys of data contracts as data: those of the standard that are checked here, our custom properties, and the names of those that are
/// passed over. A test compares it with what <see cref="ContractDocument"/> takes.
/// </summary>
public static class ContractVocabulary
{
    private static readonly SpecKey Custom = In(
        "custom", "customProperties", KeyShape.SectionList, "[{property: onViolation, value: mark}]", "Properties beyond the standard; how strict promises are is said here.");

    private static readonly SpecKey Quality = In(
        "quality", "quality", KeyShape.SectionList, "[{metric: nullValues, mustBe: 0}]", "Rules; what they say about a single reading is checked.");

    public static DocumentLanguage Language { get; } = new("contract", "Data contract (Open Data Contract Standard v3.1) as IotLink reads it",
    [
        new("contract", "What a product's readings promise.",
        [
            Key("apiVersion", KeyShape.Choice, "v3.1.0", "Version of the standard.") with { Choices = ContractDocument.Versions, IsRequired = true },
            OneOf("kind", ["DataContract"], "What the document is.") with { IsRequired = true },
            Key("id", KeyShape.Text, "telemetry-boiler", "Id of the contract.") with { IsRequired = true },
            Key("version", KeyShape.Text, "1.0.0", "The author's own version.") with { IsRequired = true },
            Key("status", KeyShape.Text, "active", "Where the contract stands.") with { IsRequired = true, Choices = ["proposed", "draft", "active", "deprecated", "retired"] },
            Custom with { IsRequired = true, Example = "[{property: productId, value: boiler}]", Doc = "Properties beyond the standard; productId says whose readings these are." },
            In("object", "schema", KeyShape.SectionList, "[{name: telemetry, properties: [{name: tempC, logicalType: number}]}]", "The kinds of readings.") with { IsRequired = true },
            Key("slaDefaultElement", KeyShape.Text, "telemetry", "What service levels are about unless they say it."),
            In("sla", "slaProperties", KeyShape.SectionList, "[{property: freshness, value: 5, unit: m, element: telemetry}]", "Service levels; freshness is watched."),
            .. Passed(ContractDocument.PassedAtTop),
        ]),
        new("object", "One kind of reading.",
        [
            Key("name", KeyShape.Text, "telemetry", "Its name.") with { IsRequired = true },
            OneOf("logicalType", ["object"], "What it is."),
            In("property", "properties", KeyShape.SectionList, "[{name: tempC, logicalType: number}]", "What is promised of each metric."),
            Quality with { Example = "[{type: custom, engine: iotlink, implementation: supplyC >= returnC}]" },
            Custom,
            .. Passed(ContractDocument.PassedAtObject),
        ]),
        new("property", "What is promised of one metric.",
        [
            Key("name", KeyShape.Text, "tempC", "The metric.") with { IsRequired = true },
            OneOf("logicalType", [.. Enum.GetNames<ContractType>().Select(n => n.ToLowerInvariant())], "Kind of value."),
            Key("required", KeyShape.Flag, "true", "Whether every reading must have it."),
            In("options", "logicalTypeOptions", KeyShape.Section, "{minimum: -40, maximum: 120}", "Limits of the value."),
            Quality,
            Custom with { Example = "[{property: unit, value: degC}]", Doc = "Properties beyond the standard: the unit, and how strict promises are." },
            .. Passed(ContractPropertyReader.Passed),
        ]),
        Options,
        .. QualitySections,
        new("custom", "A property beyond the standard.",
        [
            Key("property", KeyShape.Text, "onOutOfRange", "Its name.") with { IsRequired = true, Choices = ["productId", "unit", "onViolation", .. Enum.GetNames<RuleKind>().Select(k => "on" + k)] },
            Key("value", KeyShape.Any, "drop", "Its value; for 'on...' reject the message, drop the metric, or mark the reading.") with { IsRequired = true, Choices = ["reject", "drop", "mark"] },
            .. Passed(["id", "description"]),
        ]),
        new("sla", "A service level.",
        [
            Key("property", KeyShape.Text, "freshness", "What is agreed; freshness is watched.") with { IsRequired = true },
            Key("value", KeyShape.Any, "5", "How much.") with { IsRequired = true },
            Key("unit", KeyShape.Text, "m", "Of what: s, m, h or d.") with { Choices = ["s", "m", "h", "d"] },
            Key("element", KeyShape.Text, "telemetry.tempC", "Which readings or metrics, with commas between them."),
            Key("id", KeyShape.Text, "silence", "Its name where it is broken."),
            .. Passed(FreshnessReader.Passed),
        ]),
    ]);

    private static SpecSection Options => new("options", "Limits of a value; which there are depends on the type.",
    [
        Key("minimum", KeyShape.Number, "0", "Smallest value."),
        Key("maximum", KeyShape.Number, "100", "Largest value."),
        Key("exclusiveMinimum", KeyShape.Number, "0", "The value is above this."),
        Key("exclusiveMaximum", KeyShape.Number, "100", "The value is below this."),
        Key("minLength", KeyShape.WholeNumber, "1", "Fewest characters of a text."),
        Key("maxLength", KeyShape.WholeNumber, "20", "Most characters of a text."),
        Key("pattern", KeyShape.Text, "'^[0-9]+$'", "A pattern somewhere in the text."),
        .. Passed(["format", "multipleOf", "timezone", "defaultTimezone"]),
    ]);

    private static IReadOnlyList<SpecSection> QualitySections =>
    [
        new("quality", "A rule.",
        [
            Key("id", KeyShape.Text, "heat-jump", "Its name where it is broken."),
            Key("name", KeyShape.Text, "heat-jump", "Its name when it has no id."),
            OneOf("type", ["library", "custom", "sql", "text"], "Which kind of rule; library without it. Library and custom ones are checked."),
            Key("metric", KeyShape.Choice, "invalidValues", "What a library rule counts.") with { Choices = LibraryRule.Metrics },
            In("arguments", "arguments", KeyShape.Section, "{validValues: [heat, hold]}", "What a library rule needs to know."),
            .. QualityReader.Operators.Select(o => Key(o, KeyShape.Any, o.EndsWith("Between", StringComparison.Ordinal) ? "[1, 5]" : "0", "What the count of a rule is compared with; mustBe: 0 holds for each reading.")),
            Key("engine", KeyShape.Text, QualityReader.Engine, "Who runs a custom rule; iotlink's are checked.") with { Choices = [QualityReader.Engine] },
            In("change", "implementation", KeyShape.TextOrSection, "supplyC >= returnC", "What must hold: a condition over metrics, or a limit of the rate of change."),
            Key("query", KeyShape.Text, "SELECT COUNT(*) FROM telemetry", "The text of an SQL rule, which is not run."),
            Custom,
            .. Passed(QualityReader.Passed),
        ]),
        new("arguments", "What a library rule needs to know.",
        [
            Key("validValues", KeyShape.Texts, "[heat, hold]", "The values there may be."),
            Key("pattern", KeyShape.Text, "'^[A-Z]+$'", "The pattern values must have."),
            .. Passed(["missingValues", "properties"]),
        ]),
        new("change", "How fast a value may change.",
        [
            Key("maxChange", KeyShape.Number, "10", "How much.") with { IsRequired = true },
            OneOf("per", ["second", "minute", "hour"], "In which time.") with { IsRequired = true },
        ]),
    ];

    private static IEnumerable<SpecKey> Passed(IEnumerable<string> names) =>
        names.Select(n => Key(n, KeyShape.Any, "", "The standard's; kept and not checked."));
}
