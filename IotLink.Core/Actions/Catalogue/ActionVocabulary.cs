using IotLink.Core.Products.Vocabulary;
using static IotLink.Core.Products.Vocabulary.SpecVocabulary;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>The keys of actions as data. Whoever teaches <see cref="ActionReader"/> a key adds it here; a test compares the two.</summary>
public static class ActionVocabulary
{
    private static readonly SpecKey Product = Key("productId", KeyShape.Text, "prod-a", "Id of the product whose devices take it.");

    private static readonly SpecKey[] Languages =
    [
        Key("ko", KeyShape.Text, "팬 재시작", "In Korean."),
        Key("en", KeyShape.Text, "Restart the fan", "In English."),
    ];

    public static DocumentLanguage Language { get; } = new("action", "IotLink action or action catalogue",
    [
        new("action", "One thing that may be asked of a device: how, when not, and how to tell that it helped.", [Product with { IsRequired = true }, .. Keys]),
        new("actions", "Several actions of one product.",
        [
            Product with { IsRequired = true },
            In("listed-action", "actions", KeyShape.SectionList, "[{actionId: restart-fan, success: tempC < 75}]", "The actions; their product stands above.") with { IsRequired = true },
        ]),
        new("listed-action", "One action of several.", [Product, .. Keys]),
        new("parameter", "One value the command takes.",
        [
            Key("name", KeyShape.Text, "speed", "Name of the value, as the device knows it.") with { IsRequired = true },
            OneOf("type", ["number", "integer", "boolean", "choice", "text"], "What kind of value it is; a number when absent."),
            Key("minimum", KeyShape.Number, "0", "Smallest number allowed."),
            Key("maximum", KeyShape.Number, "100", "Largest number allowed."),
            Key("choices", KeyShape.Texts, "[eco, full]", "The values of a choice."),
            Key("unit", KeyShape.Text, "\"%\"", "Unit of the number, for people."),
            Key("default", KeyShape.Text, "60", "What is sent when nothing is said; without it the value must be given."),
            In("text", "title", KeyShape.TextOrSection, "{ko: 속도, en: Speed}", "What people read: one text, or one for each language."),
        ]),
        new("interlock", "A condition under which the action must not run.",
        [
            Key("when", KeyShape.Expression, "voltage < 190", "While this holds or cannot be told, the action is held back.") with { IsRequired = true },
            In("text", "why", KeyShape.TextOrSection, "{ko: 저전압, en: Low voltage}", "The reason people read."),
        ]),
        new("limits", "How often it may run.",
        [
            Key("device", KeyShape.Text, "3 per 1h", "On one device."),
            Key("fleet", KeyShape.Text, "20 per 1m", "On all devices of the product together."),
        ]),
        new("quiet", "Local time in which it does not run.",
        [
            Key("from", KeyShape.Text, "\"22:00\"", "First minute.") with { IsRequired = true },
            Key("to", KeyShape.Text, "\"07:00\"", "End; before 'from' it is the next morning.") with { IsRequired = true },
        ]),
        new("text", "What people read, in each language.", Languages),
    ])
    {
        ListKey = "actions",
    };

    private static IReadOnlyList<SpecKey> Keys =>
    [
        Key("actionId", KeyShape.Text, "restart-fan", "Id of the action, one of its kind in the product; rules name it.") with { IsRequired = true },
        In("text", "title", KeyShape.TextOrSection, "{ko: 팬 재시작, en: Restart the fan}", "What people read: one text, or one for each language."),
        Key("description", KeyShape.Text, "Stops the fan for two seconds and starts it again.", "What it does, for people."),
        Key("command", KeyShape.Text, "restart-fan", "The word the device hears; the action's id when absent."),
        OneOf("transport", ["shadow", "control_request"], "The way to the device: desired keys in its shadow, or a message on its control_request topic; the shadow when absent."),
        Key("desired", KeyShape.Any, "{fan: {restart: \"{id}\", speed: \"{speed}\"}}", "What the shadow is to say; {id} is the command's id, {name} a parameter; the command's word with all of them when absent."),
        In("parameter", "parameters", KeyShape.SectionList, "[{name: speed, minimum: 0, maximum: 100}]", "The values it takes."),
        Key("timeout", KeyShape.Text, "30s", "How long the device has to answer, at most 1h; 30s when absent."),
        Key("retries", KeyShape.WholeNumber, "1", "How often it is sent again under the same id when no answer comes, 0 to 5; 0 when absent."),
        Key("ttl", KeyShape.Text, "1h", "How long it waits for a device that is away, at most 7d; 1h when absent."),
        Key("success", KeyShape.Expression, "tempC < 75", "What telemetry must show for it to have helped; the device's word is enough when absent."),
        Key("verify", KeyShape.Text, "2m", "How long telemetry has after the device's answer, at most 7d; 2m when absent."),
        In("interlock", "interlocks", KeyShape.SectionList, "[{when: voltage < 190}]", "Conditions under which it must not run."),
        In("limits", "limits", KeyShape.Section, "{device: 3 per 1h, fleet: 20 per 1m}", "How often it may run."),
        In("quiet", "quietHours", KeyShape.Section, "{from: \"22:00\", to: \"07:00\"}", "When it does not run."),
        OneOf("approval", ["none", "second_person"], "Whether a second person must approve it each time; none when absent."),
    ];
}
