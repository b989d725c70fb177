namespace IotLink.Core.Products.Vocabulary;

/// <summary>JSON and CSV.</summary>
public static partial class SpecVocabulary
{
    private static IReadOnlyList<SpecSection> TextSections => [Json, JsonMetricKeys, JsonTime, Csv, CsvColumnKeys, CsvTime];

    private static SpecSection Json => new("json", "How JSON messages are read: the house's envelope, or with 'metrics' a shape of the product's own.",
    [
        OneOf("enc", ["hex", "base64"], "How data.bin is written when the message does not say."),
        Key("each", KeyShape.Text, "$.readings[*]", "The path of the values that are a reading each; paths in them begin with '@'."),
        Key("device", KeyShape.Text, "\"@.dev\"", "Where the device's id stands; without it the sender's."),
        In("json-time", "time", KeyShape.TextOrSection, "$.ts", "Where the reading's time stands: ISO 8601 or milliseconds since 1970."),
        In("json-metric", "metrics", KeyShape.TextOrSectionMap, "{tempC: \"$.sensors[?(@.type=='temp')].value\", level: {path: $.l, scale: 0.1}}", "Where each metric stands; '{_index}' in the name counts what a path finds."),
    ]);

    private static SpecSection JsonMetricKeys => new("json-metric", "A metric of a JSON message.",
        [Key("path", KeyShape.Text, "$.data.level[0]", "Where it stands.") with { IsRequired = true }, .. TextMetricKeys]);

    private static SpecSection JsonTime => new("json-time", "The time of a JSON reading.",
        [Key("path", KeyShape.Text, "$.ts", "Where it stands.") with { IsRequired = true }, .. TextTimeKeys]);

    private static SpecSection Csv => new("csv", "How CSV, and text frames without a 'seq', are read: one row, one reading.",
    [
        Key("delimiter", KeyShape.Text, "\";\"", "The character between cells; a comma."),
        Key("header", KeyShape.Flag, "false", "The first row names the columns; true."),
        OneOf("decimal", ["point", "comma"], "How numbers are written."),
        Key("device", KeyShape.Text, "unit", "Column of the device id; without it the sender's."),
        In("csv-time", "time", KeyShape.TextOrSection, "when", "Column of the time: ISO 8601 or milliseconds since 1970."),
        In("csv-column", "columns", KeyShape.TextOrSectionMap, "{\"Temp (C)\": temperature, 3: {metric: pressure, scale: 0.1}}", "Which column is which metric, by name or by position (1 for the first)."),
    ]);

    private static SpecSection CsvColumnKeys => new("csv-column", "A column that is a metric.",
        [Key("metric", KeyShape.Text, "pressure", "Name of the metric.") with { IsRequired = true }, .. TextMetricKeys]);

    private static SpecSection CsvTime => new("csv-time", "The time of a row.",
        [Key("column", KeyShape.Text, "when", "The column, by name or position.") with { IsRequired = true }, .. TextTimeKeys]);

    private static IReadOnlyList<SpecKey> TextMetricKeys =>
    [
        OneOf("type", ["number", "boolean", "text"], "What stands there."),
        Key("unit", KeyShape.Text, "degC", "Unit of the value."),
        Key("doc", KeyShape.Text, "Air temperature", "What it means, for people."),
        Key("scale", KeyShape.Factor, "0.1", "What the value is multiplied with."),
        Key("offset", KeyShape.Factor, "-40", "What is then added."),
        Key("round", KeyShape.WholeNumber, "2", "Digits after the point."),
        Key("clamp", KeyShape.Numbers, "[0, 100]", "Smallest and largest value."),
        Key("absent", KeyShape.Numbers, "[-999]", "Values that mean 'no value'."),
        Key("enum", KeyShape.Enum, "{0: Closed, 1: Open}", "Texts for numbers."),
    ];

    private static IReadOnlyList<SpecKey> TextTimeKeys =>
    [
        Key("format", KeyShape.Text, "yyyyMMddHHmmss", "How it is written; ISO 8601 or a number without this."),
        OneOf("unit", ["ms", "s"], "What a number counts since 1970."),
        Key("utc-offset", KeyShape.Text, "\"+09:00\"", "How far a time without zone is ahead of UTC."),
    ];
}
