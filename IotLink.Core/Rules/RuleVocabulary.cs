using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Rules.Calendars;
using static IotLink.Core.Products.Vocabulary.SpecVocabulary;

namespace IotLink.Core.Rules;

/// <summary>The keys of rules as data. Whoever teaches <see cref="RuleReader"/> a key adds it here; a test compares the two.</summary>
public static class RuleVocabulary
{
    private static readonly SpecKey Product = Key("productId", KeyShape.Text, "prod-a", "Id of the product whose readings it watches.");

    private static readonly SpecKey Value = Key("of", KeyShape.Expression, "tempC", "The value that is looked at, a metric or a calculation.") with { IsRequired = true };

    private static readonly SpecKey By = Key("by", KeyShape.Text, "20%", "How far is too far: 10, 20%, 3 sigma (baseline only), or a parameter's name.") with { IsRequired = true };

    private static readonly SpecKey Direction = OneOf("direction", ["any", "up", "down"], "Which way counts; any when absent.");

    public static DocumentLanguage Language { get; } = new("rule", "IotLink rule or ruleset",
    [
        new("rule", "One rule: when an alarm begins, when it ends, how urgent it is.", [Product with { IsRequired = true }, .. RuleKeys]),
        new("rules", "Several rules of one product.",
        [
            Product with { IsRequired = true },
            Key("shadow", KeyShape.Flag, "true", "Whether all rules of the list run live and tell nobody."),
            In("listed-rule", "rules", KeyShape.SectionList, "[{ruleId: hot, condition: tempC > 80, severity: high}]", "The rules; their product stands above.") with { IsRequired = true },
        ]),
        new("listed-rule", "One rule of several.", [Product, .. RuleKeys]),
        new("title", "What people read, in each language.",
        [
            Key("ko", KeyShape.Text, "과열", "In Korean."),
            Key("en", KeyShape.Text, "Overheating", "In English."),
        ]),
        new("change", "A value that moves too far within a time.",
        [
            Value, By, Direction,
            Key("within", KeyShape.Text, "5m", "The time: ms, s, m, h or d.") with { IsRequired = true },
        ]),
        new("sequence", "Conditions one after the other.",
        [
            Key("steps", KeyShape.Texts, "[valveOpen, flow < 1]", "Two to eight conditions in their order; a reading is one step at most.") with { IsRequired = true },
            Key("within", KeyShape.Text, "30s", "From the first step to the last at most.") with { IsRequired = true },
            Key("missing", KeyShape.Flag, "true", "The alarm begins when the second step does not follow in time."),
        ]),
        new("baseline", "A value far from what is usual on this device.",
        [
            Value, By, Direction,
            Key("over", KeyShape.Text, "7d", "How long back the usual goes; 7d."),
            Key("sameHour", KeyShape.Flag, "true", "Each hour of the day (Korean time) has a usual value of its own."),
            Key("least", KeyShape.WholeNumber, "30", "Readings to learn from before it says anything; 30."),
        ]),
        new("peers", "A value far from the median of other devices.",
        [
            Value, By, Direction,
            OneOf("among", ["product", "site"], "The peers: all devices of the product, or those at the same site."),
            Key("within", KeyShape.Text, "15m", "How old a peer's value may be; 15m."),
            Key("least", KeyShape.WholeNumber, "3", "Peers there must be; 3."),
        ]),
        new("level", "A worse level of the rule's alarm.",
        [
            Key("severity", KeyShape.Choice, "critical", "How bad it is while the condition holds; worse than the level before.") with { Choices = ["critical", "high", "medium", "low"], IsRequired = true },
            Key("condition", KeyShape.Expression, "tempC > 95", "When the open alarm is that bad.") with { IsRequired = true },
            OneOf("class", ["immediate", "monitoring", "informational"], "How people respond at this level; without it what follows from the severity, and never less than the rule's own."),
            Key("clear", KeyShape.Expression, "tempC < 90", "The level is left when this holds; without it the opposite of its condition."),
            Key("hysteresis", KeyShape.Number, "5", "How far a value must come back before the level is left; instead of 'clear'."),
            Key("hold", KeyShape.Text, "1m", "How long that must hold: ms, s, m, h or d; without it two reporting periods."),
        ]),
        new("schedule", "When the rule may raise alarms.",
        [
            Key("days", KeyShape.Any, "mon-fri", "Days of the week: mon-fri, or a list; all when absent."),
            Key("from", KeyShape.Text, "\"09:00\"", "First hour; midnight when absent."),
            Key("to", KeyShape.Text, "\"18:00\"", "Last hour, not included; before 'from' it is the next morning."),
            Key("timezone", KeyShape.Text, "Asia/Seoul", "Name of the time zone; Asia/Seoul when absent."),
            Key("holidays", KeyShape.Any, "kr", "Days off: kr for Korea's public holidays, dates, or both in a list."),
            Key("outside", KeyShape.Flag, "true", "All other times instead."),
        ]),
    ])
    {
        ListKey = "rules",
    };

    private static IReadOnlyList<SpecKey> RuleKeys =>
    [
        Key("ruleId", KeyShape.Text, "temp-high", "Id of the rule, one of its kind in the product; also the code of its alarms.") with { IsRequired = true },
        OneOf("type", [.. RuleKinds.Words], "Kind of rule; the keys tell when it is absent."),
        Key("condition", KeyShape.Expression, "tempC > 80", "The alarm begins when this becomes true; with change, baseline and peers it must be true as well."),
        Key("for", KeyShape.Text, "30s", "The condition must have been true that long."),
        Key("times", KeyShape.WholeNumber, "3", "The condition must have been true in so many readings; with 'within' or 'of'."),
        Key("within", KeyShape.Text, "10m", "The time in which they count."),
        Key("of", KeyShape.WholeNumber, "5", "The last readings of which they are; at most 64."),
        In("change", "change", KeyShape.Section, "{of: tempC, by: 10, within: 5m}", "A value moves by more than so much within a time."),
        Key("noData", KeyShape.Text, "3 periods", "Nothing comes from the device: a duration, or reporting periods."),
        In("sequence", "sequence", KeyShape.Section, "{steps: [valveOpen, flow < 1], within: 30s}", "One condition after the other."),
        In("baseline", "baseline", KeyShape.Section, "{of: tempC, by: 3 sigma}", "A value far from what is usual on this device."),
        In("peers", "peers", KeyShape.Section, "{of: tempC, by: 5}", "A value far from other devices of the product."),
        Key("report", KeyShape.Any, "[E42]", "Codes the device itself reports: this rule gives them its id, title and severity."),
        Key("parameters", KeyShape.Values, "{limit: 80}", "Numbers with a name, for use in conditions."),
        Key("overrides", KeyShape.Any, "[{device: a-17, limit: 90}, {site: site-3, limit: 85}]", "Other numbers for sites and devices; a device's come before its site's."),
        In("schedule", "schedule", KeyShape.ChoiceOrSection, "business-hours", "When the rule may raise alarms.") with { Choices = RuleScheduleReader.Words },
        Key("shadow", KeyShape.Flag, "true", "Whether the rule runs live and tells nobody; what it would have said is listed apart."),
        Key("severity", KeyShape.Choice, "high", "How bad it is.") with { Choices = ["critical", "high", "medium", "low", "info"], IsRequired = true },
        In("level", "levels", KeyShape.SectionList, "[{severity: critical, condition: tempC > 95}]", "Worse levels of the same alarm: its severity goes up and down with them."),
        OneOf("class", ["immediate", "monitoring", "informational"], "How people respond; without it critical and high are immediate, medium is monitoring, the others informational."),
        In("title", "title", KeyShape.TextOrSection, "{ko: 과열, en: Overheating}", "What people read: one text, or one for each language."),
        Key("clear", KeyShape.Expression, "tempC < 75", "The alarm ends when this holds; without it the opposite of the condition."),
        Key("hysteresis", KeyShape.Number, "5", "How far a value must come back before the alarm ends, for a simple comparison; instead of 'clear'."),
        Key("hold", KeyShape.Text, "30s", "How long the end must hold: ms, s, m, h or d; without it two reporting periods."),
        Key("autoAction", KeyShape.Text, "restart-fan", "Entry of the product's action catalogue to start."),
        Key("actions", KeyShape.Any, "[restart-fan, {action: set-fan, with: {speed: 100}}, {ota: latest, success: tempC < 75, verify: 30m}]", "Remedies, tried one after the other until one helps: entries of the action catalogue, or a firmware; instead of 'autoAction'."),
        OneOf("otherwise", ["dispatch", "people"], "What comes when no remedy helped: a dispatch request, or people decide; dispatch when absent."),
        Key("description", KeyShape.Text, "Fan stuck or filter full.", "What it is about, for people."),
        Key("enabled", KeyShape.Flag, "false", "Whether the rule is on; it is."),
    ];
}
