using IotLink.Core.Products.Framing;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>Fields and instances.</summary>
public static partial class SpecVocabulary
{
    private static SpecSection Field => new("field", "One value in the bytes, or one computed from others.", [.. NameKeys, .. PlaceKeys, .. ValueKeys]);

    private static IReadOnlyList<SpecKey> NameKeys =>
    [
        Key("id", KeyShape.Text, "temperature", "Name in expressions; the metric's name unless 'metric' says otherwise."),
        Key("metric", KeyShape.Template, "\"temperature_{ch}\"", "Name of the metric, any text; values can be built in."),
        Key("hidden", KeyShape.Flag, "true", "Read for other fields only; gives no metric."),
        Key("unit", KeyShape.Text, "degC", "Unit of the value."),
        Key("doc", KeyShape.Text, "Air temperature", "What it means, for people."),
    ];

    private static IReadOnlyList<SpecKey> PlaceKeys =>
    [
        Key("type", KeyShape.Type, "s2", "What stands in the bytes: a built-in type, one of 'types', or a switch."),
        Key("if", KeyShape.Expression, "mask & 1", "Read only when this holds."),
        OneOf("repeat", ["eos", "expr", "until"], "Read again and again: to the end, a number of times, or until a condition holds."),
        Key("repeat-expr", KeyShape.Expression, "count", "How many times."),
        Key("repeat-until", KeyShape.Expression, "tag == 0", "Ends the repetition after an element for which it holds."),
        Key("size", KeyShape.Expression, "length - 2", "Bytes it takes; a sub-type sees no more."),
        Key("size-eos", KeyShape.Flag, "true", "It takes all bytes that are left."),
        Key("pos", KeyShape.Expression, "_len - 2", "Read at this offset without moving on."),
        Key("contents", KeyShape.Bytes, "[0x24, 0x24]", "Bytes that must stand here."),
        Key("encoding", KeyShape.Choice, "UTF-8", "Encoding of a text.") with { Choices = ["ASCII", "UTF-8", "UTF-16BE", "UTF-16LE"] },
        Key("terminator", KeyShape.Bytes, "\",\"", "The byte that ends a text."),
        Key("trim", KeyShape.Flag, "true", "Spaces and zero bytes around a text are taken off."),
        Key("separator", KeyShape.Text, "\":\"", "What stands between the bytes of a hex field."),
        Key("upper", KeyShape.Flag, "true", "A hex field is shown in capital letters."),
        Key("process", KeyShape.Text, "xor(0x5a)", "What is done to the bytes before they are read: xor, add or sub with bytes or a value, reverse, swap (the halves of each byte), or hex (digits as text become bytes)."),
        In("field", "seq", KeyShape.SectionList, "[{id: a, type: u1}, {id: b, type: u1}]", "Several fields in place of a type, for a condition, loop or size over all of them."),
        Key("column", KeyShape.Expression, "5", "Read in this column of a text cut at 'meta: delimiter', 1 for the first, -1 for the last."),
        In("samples", "samples", KeyShape.ChoiceOrSection, "{step: -600}", "Each element of the repetition is a reading of its own, with its own time."),
        In("checksum", "checksum", KeyShape.Section, "{kind: crc16-modbus}", "The value must be the checksum of the bytes before it."),
    ];

    private static IReadOnlyList<SpecKey> ValueKeys =>
    [
        Key("value", KeyShape.Expression, "a * 256 + b", "A value computed from others; beside a type '_' is the raw value."),
        OneOf("sign", ["magnitude", "ones", "none"], "How an unsigned type's top bit is a sign: magnitude, or ones' complement."),
        Key("lookup", KeyShape.Lookup, "{0: 1, 1: 60, _: 3600}", "Numbers for raw values, before scale and offset."),
        In("piece", "piecewise", KeyShape.SectionList, "[{below: 200, scale: 0.5}, {scale: 5, offset: -900}]", "A scale and offset for each range of raw values."),
        Key("event-time", KeyShape.Flag, "true", "The value, a datetime or seconds since 1970, is the time of the reading."),
        Key("utc-offset", KeyShape.Expression, "\"+09:00\"", "How far the device's clock is ahead of UTC: +09:00, or hours."),
        Key("format", KeyShape.Template, "\"{major}.{minor}\"", "A text made of other values; for a datetime how it is written."),
        Key("scale", KeyShape.Factor, "0.1", "What the raw value is multiplied with, exact in decimal; a number or an expression."),
        Key("offset", KeyShape.Factor, "-40", "What is then added."),
        Key("round", KeyShape.WholeNumber, "2", "Digits after the point, half away from zero."),
        Key("clamp", KeyShape.Numbers, "[0, 100]", "Smallest and largest value; what lies outside is moved to the limit."),
        Key("absent", KeyShape.Numbers, "[0x7fff]", "Raw values, or ranges such as 0xfff0..0xffff, that mean 'no value'; of texts: texts."),
        Key("enum", KeyShape.Enum, "{0: Closed, 1: Open}", "Texts for numbers and ranges such as 0..9; in a text field texts for texts."),
        Key("flags", KeyShape.Texts, "[low_battery, ~, door_open]", "One boolean metric per bit, lowest first."),
        In("valid", "valid", KeyShape.Valid, "{min: 0, max: 100}", "What the value must be; otherwise the message is refused."),
    ];

    private static SpecSection Switch => new("switch", "What follows depends on a value.",
    [
        Key("switch-on", KeyShape.Expression, "kind", "The value that decides.") with { IsRequired = true },
        Key("cases", KeyShape.Cases, "{1: {id: level, type: u1}, _: []}", "What is read for which value; '_' for all others.") with { IsRequired = true },
        Key("_", KeyShape.Case, "{size: length}", "What is read for all other values."),
    ]);

    private static SpecSection Valid => new("valid", "What a value must be.",
    [
        Key("eq", KeyShape.Numbers, "2", "Exactly this value."),
        Key("any-of", KeyShape.Numbers, "[1, 2, 3]", "One of these values."),
        Key("min", KeyShape.Number, "0", "At least this."),
        Key("max", KeyShape.Number, "100", "At most this."),
        Key("expr", KeyShape.Expression, "_ % 2 == 0", "A condition; '_' is the value."),
    ]);

    private static IReadOnlyList<SpecSection> ValueSections =>
    [
        new("piece", "One range of a piecewise scale.",
        [
            Key("below", KeyShape.Number, "200", "Raw values below this; the last range has none."),
            Key("scale", KeyShape.Factor, "0.5", "What the raw value is multiplied with."),
            Key("offset", KeyShape.Factor, "-900", "What is then added."),
        ]),
        new("samples", "When the elements of a list were measured; one of these, or 'samples: true' when they say it themselves by 'event-time'.",
        [
            Key("step", KeyShape.Expression, "-600", "Seconds from one element to the next; the first has the message's time."),
            Key("ago", KeyShape.Expression, "(count - 1 - _index) * 60", "Seconds before the message's time."),
            Key("time", KeyShape.Expression, "start + _index * 60", "Seconds since 1970."),
        ]),
        new("checksum", "A checksum inside the payload. Offsets count in the surrounding type.",
        [
            Key("kind", KeyShape.Choice, "crc16-modbus", "Which checksum.") with { Choices = [.. ChecksumKinds.Names], IsRequired = true },
            Key("from", KeyShape.Expression, "2", "First byte covered; the first of all."),
            Key("to", KeyShape.Expression, "_len - 2", "First byte not covered any more; the checksum's own place."),
        ]),
    ];
}
