namespace IotLink.Core.Products.Vocabulary;

/// <summary>JSON and CSV.</summary>
public static partial class SpecVocabulary
{
    private static IReadOnlyList<SpecSection> TextSections => [Json, Csv, CsvColumnKeys];

    private static SpecSection Json => new("json", "How JSON messages are read.",
    [
        OneOf("enc", ["hex", "base64"], "How data.bin is written when the message does not say."),
    ]);

    private static SpecSection Csv => new("csv", "How CSV is read: one row, one reading.",
    [
        Key("delimiter", KeyShape.Text, "\";\"", "The character between cells; a comma."),
        Key("header", KeyShape.Flag, "false", "The first row names the columns; true."),
        OneOf("decimal", ["point", "comma"], "How numbers are written."),
        Key("device", KeyShape.Text, "unit", "Column of the device id; without it the sender's."),
        Key("time", KeyShape.Text, "when", "Column of the time: ISO 8601 or epoch milliseconds."),
        In("csv-column", "columns", KeyShape.TextOrSectionMap, "{\"Temp (C)\": temperature, 3: {metric: pressure, scale: 0.1}}", "Which column is which metric, by name or by position (1 for the first)."),
    ]);

    private static SpecSection CsvColumnKeys => new("csv-column", "A column that is a metric.",
    [
        Key("metric", KeyShape.Text, "pressure", "Name of the metric.") with { IsRequired = true },
        OneOf("type", ["number", "boolean", "text"], "What the cells hold."),
        Key("scale", KeyShape.Number, "0.1", "What the value is multiplied with."),
        Key("offset", KeyShape.Number, "-40", "What is then added."),
    ]);
}
