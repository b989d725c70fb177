using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>Reads one entry of an ODCS <c>properties</c> list.</summary>
internal static class ContractPropertyReader
{
    internal static readonly string[] Passed =
    [
        "id", "description", "businessName", "authoritativeDefinitions", "tags", "physicalType", "physicalName", "primaryKey",
        "primaryKeyPosition", "unique", "partitioned", "partitionKeyPosition", "classification", "encryptedName",
        "transformSourceObjects", "transformLogic", "transformDescription", "examples", "criticalDataElement", "relationships",
    ];

    /// <returns>null when the entry has no name; other faults are listed and reading goes on.</returns>
    public static ContractProperty? Read(DocumentMap map, StrictnessRules inherited, ContractReading reading)
    {
        var name = map.Text("name", required: true);
        var metric = name ?? "";
        var custom = CustomProperties.Read(map);
        var strictness = StrictnessRules.Read(custom, inherited);
        var quality = new QualityReader(reading, strictness, metric);
        var required = map.Flag("required") == true ? new RequiredRule(reading.Name(metric, "required"), strictness[RuleKind.Missing]) : null;
        var rules = new List<ValueRule>();
        var type = map.Choice<ContractType>("logicalType");
        if (type is { } promised) rules.Add(new TypeRule(reading.Name(metric, "type"), promised, strictness[RuleKind.WrongType]));
        if (map.Map("logicalTypeOptions") is { } options) Options(map, options, type, metric, strictness, reading, rules);
        quality.Read(map);
        rules.AddRange(quality.Rules);
        ContractDocument.Pass(map, Passed);
        map.Done();
        return name is null ? null : new(name, required ?? quality.Required, rules, quality.Changes, custom.Unit());
    }

    private static void Options(
        DocumentMap map, DocumentMap options, ContractType? type, string metric, StrictnessRules strictness, ContractReading reading, List<ValueRule> rules)
    {
        if (type is null && !map.Has("logicalType"))
            options.Fault("contract.type_missing", "Limits need a logicalType beside them; add logicalType: number (or integer, string, ...).");
        var range = LogicalTypeOptions.Range(options, type);
        if (!range.IsUnlimited) rules.Add(new RangeRule(reading.Name(metric, "range"), range, strictness[RuleKind.OutOfRange]));
        if (type == ContractType.String && LogicalTypeOptions.Pattern(options, "pattern") is { } pattern)
            rules.Add(new PatternRule(reading.Name(metric, "pattern"), pattern, strictness[RuleKind.NoMatch]));
        LogicalTypeOptions.Done(options, type);
    }
}
