namespace IotLink.Core.Products.Vocabulary;

/// <summary>The top of a document, its messages, types and tests.</summary>
public static partial class SpecVocabulary
{
    private static SpecSection Document => new("document", "The top of a spec: one product, how its bytes, JSON or CSV become metrics.",
    [
        In("meta", "meta", KeyShape.Section, "{id: my_sensor, endian: be}", "Name and byte order of the whole spec."),
        Key("product", KeyShape.Text, "my-sensor", "Id of the product the spec is for; without it 'meta: id' counts."),
        Key("version", KeyShape.WholeNumber, "2", "Version of the document, 1 and up."),
        Key("transport", KeyShape.Text, "lorawan", "How the devices send, for people."),
        Key("doc", KeyShape.Text, "Soil sensor, firmware 2 and up", "What the spec is about, for people."),
        In("field", "seq", KeyShape.SectionList, "[{id: temperature, type: s2, scale: 0.1}]", "The fields in the order of the bytes."),
        In("field", "instances", KeyShape.SectionMap, "{dew_point: {value: temperature - (100 - humidity) / 5}}", "What is computed, or read from elsewhere, after the fields."),
        Key("params", KeyShape.Texts, "[channel]", "Names of the arguments a type takes."),
        In("message", "messages", KeyShape.SectionList, "[{fport: 2, seq: [{id: level, type: u1}]}]", "Layouts to choose from: the first whose fport, length and condition fit."),
        In("type", "types", KeyShape.SectionMap, "{record: {seq: [{id: level, type: u1}]}}", "Groups of fields with a name."),
        Key("enums", KeyShape.Enums, "{state: {0: Off, 1: On}}", "Texts for numbers, by name."),
        In("framing", "framing", KeyShape.Section, "{start: [0x24], length: u2}", "How a TCP byte stream becomes frames."),
        In("identity", "identify", KeyShape.ChoiceOrSection, "{field: {at: 0, size: 4, as: hex}}", "Where the id of a TCP device comes from: 'certificate', or a login frame or a field."),
        In("reply", "reply", KeyShape.Section, "{data: \"06 {crc}\"}", "What a TCP device is answered."),
        In("json", "json", KeyShape.Section, "{enc: base64}", "How JSON messages are read."),
        In("csv", "csv", KeyShape.Section, "{delimiter: \";\", columns: {Temp: temperature}}", "How CSV messages and text frames are read."),
        Key("contract", KeyShape.Text, "my-sensor.contract.yaml", "The data contract that belongs to it, for people."),
        In("test", "tests", KeyShape.SectionList, "[{hex: \"00eb\", expect: {temperature: 23.5}}]", "Examples that must hold before the spec can be published."),
    ]);

    private static SpecSection Meta => new("meta", "Name and byte order of a spec, or of one type.",
    [
        Key("id", KeyShape.Text, "my_sensor", "Name of the format."),
        Key("title", KeyShape.Text, "My sensor", "Name for people."),
        OneOf("endian", ["be", "le"], "Byte order of numbers: most significant byte first (be) or last (le)."),
        OneOf("bit-endian", ["be", "le"], "Whether bit fields begin at a byte's most significant (be) or least significant bit (le)."),
        Key("delimiter", KeyShape.Text, "\",\"", "What 'column' cuts a text at; a comma."),
        Key("since", KeyShape.Text, "2026-03-01", "The day since which devices send this, for people."),
    ]);

    private static SpecSection Message => new("message", "One layout and when it applies; all that is given must hold.",
    [
        Key("name", KeyShape.Text, "position", "Name of the message, for people."),
        Key("doc", KeyShape.Text, "Sent once a day", "What it is, for people."),
        Key("fport", KeyShape.WholeNumbers, "[1, 2]", "LoRaWAN ports it comes on."),
        Key("length", KeyShape.WholeNumbers, "[8, 12]", "Payload lengths in bytes."),
        Key("if", KeyShape.Expression, "kind == 3", "A condition over _fport, _len and the common fields."),
        In("field", "seq", KeyShape.SectionList, "[{id: level, type: u1}]", "Its fields in the order of the bytes."),
        Key("type", KeyShape.Text, "record", "A type whose fields it has, instead of 'seq'."),
        In("field", "instances", KeyShape.SectionMap, "{sum: {value: a + b}}", "What is computed after its fields."),
        Key("params", KeyShape.Texts, "[channel]", "Names of arguments."),
    ]);

    private static SpecSection Type => new("type", "A named group of fields; its metrics flatten into the message.",
    [
        In("meta", "meta", KeyShape.Section, "{endian: le}", "Byte order inside this type."),
        Key("doc", KeyShape.Text, "One measurement", "What it is, for people."),
        Key("params", KeyShape.Texts, "[channel]", "Names of the arguments it takes."),
        In("field", "seq", KeyShape.SectionList, "[{id: level, type: u1}]", "Its fields in the order of the bytes."),
        In("field", "instances", KeyShape.SectionMap, "{sum: {value: a + b}}", "What is computed after its fields."),
    ]);

    private static SpecSection Test => new("test", "An example: a message and the values, or the refusal, it must give.",
    [
        Key("name", KeyShape.Text, "freezing", "Name of the example."),
        Key("hex", KeyShape.Text, "\"00 eb\"", "The payload in hexadecimal digits."),
        Key("frame", KeyShape.Text, "\"24 24 00\"", "A whole TCP frame in hexadecimal digits, instead of 'hex'."),
        Key("text", KeyShape.Text, "\"*HQ,7,36.5#\"", "The payload as text, instead of 'hex'."),
        Key("json", KeyShape.Any, "{t: 21.5}", "A JSON message, as YAML or as text, instead of 'hex'."),
        Key("csv", KeyShape.Text, "\"when;level\\n2026-11-23T14:00:00Z;4\"", "Rows of CSV, instead of 'hex'."),
        Key("fport", KeyShape.WholeNumber, "2", "The LoRaWAN port it comes on."),
        Key("expect", KeyShape.Values, "{temperature: 23.5, door: true, error: null}", "The metrics that must come out, exactly these; null says absent."),
        Key("samples", KeyShape.ValuesList, "[{level: 1}, {level: 2}]", "What the elements of a list must give, in the payload's order."),
        Key("readings", KeyShape.ValuesList, "[{level: 1}, {level: 2}]", "The readings a message must become, instead of 'expect' when there are several."),
        Key("time", KeyShape.Text, "2026-11-23T14:00:00Z", "The time the payload must name; of several readings the first one's."),
        Key("refuse", KeyShape.Text, "spec.out_of_data", "The reason code it must be refused with."),
        Key("partial", KeyShape.Flag, "true", "Further metrics may come out."),
        Key("tolerance", KeyShape.Number, "0.00001", "How far numbers may be off."),
        Key("stops", KeyShape.Flag, "true", "Reading must stop at something unknown."),
    ]);
}
