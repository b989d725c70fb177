using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>Reads one entry of an ODCS <c>properties</c> list.</summary>
internal static class ContractPropertyReader
{
    private static readonly string[] Passed =
    [
        "id", "description", "businessName", "authoritativeDefinitions", "tags", "physicalType", "physicalName", "primaryKey",
        "primaryKeyPosition", "unique", "partitioned", "partitionKeyPosition", "classification", "encryptedName",
        "transformSourceObjects", "transformLogic", "transformDescription", "examples", "criticalDataElement", "relationships", "quality",
    ];

    /// <returns>null when the entry has no name; other faults are listed and reading goes on.</returns>
    public static ContractProperty? Read(DocumentMap map, StrictnessRules inherited)
    {
        var name = map.Text("name", required: true);
        var type = map.Choice<ContractType>("logicalType");
        var required = map.Flag("required") ?? false;
        var range = map.Map("logicalTypeOptions") is { } options ? RangeOf(options, type) : ContractRange.Unlimited;
        var strictness = StrictnessRules.Read(CustomProperties.Read(map), inherited);
        ContractDocument.Pass(map, Passed);
        map.Done();
        return name is null ? null : new(name, type, required, range, strictness.Missing, strictness.WrongType, strictness.OutOfRange);
    }

    private static ContractRange RangeOf(DocumentMap options, ContractType? type)
    {
        var range = type switch
        {
            ContractType.Number or ContractType.Integer or null => Numeric(options),
            ContractType.String => new(options.Number("minLength"), options.Number("maxLength"), null, null),
            _ => ContractRange.Unlimited,
        };
        string[] passed = type switch
        {
            ContractType.String => ["pattern", "format"],
            ContractType.Date or ContractType.Time or ContractType.Timestamp =>
                ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "timezone", "defaultTimezone"],
            ContractType.Boolean => [],
            _ => ["multipleOf", "format"],
        };
        ContractDocument.Pass(options, passed);
        options.Done();
        if (range.IsEmpty) options.Fault("contract.range", $"No value can be {range}.");
        return range;
    }

    private static ContractRange Numeric(DocumentMap options) =>
        new(options.Number("minimum"), options.Number("maximum"), options.Number("exclusiveMinimum"), options.Number("exclusiveMaximum"));
}
