using System.Text.RegularExpressions;
using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>ODCS's <c>logicalTypeOptions</c>: which keys there are depends on the type.</summary>
internal static class LogicalTypeOptions
{
    public static ContractRange Range(DocumentMap options, ContractType? type)
    {
        var range = type switch
        {
            ContractType.String => new(Length(options, "minLength"), Length(options, "maxLength"), null, null),
            ContractType.Number or ContractType.Integer or null =>
                new(options.Number("minimum"), options.Number("maximum"), options.Number("exclusiveMinimum"), options.Number("exclusiveMaximum")),
            _ => ContractRange.Unlimited,
        };
        if (range.IsEmpty) options.Fault("contract.range", $"No value can be {range}; is the smaller limit the larger one?");
        return range;
    }

    /// <returns>null when the key is absent or the pattern unfit.</returns>
    public static Regex? Pattern(DocumentMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        var pattern = ContractPattern.Compile(text, out var fault);
        if (fault is not null) map.Fault(key, "contract.pattern", fault);
        return pattern;
    }

    public static void Done(DocumentMap options, ContractType? type)
    {
        ContractDocument.Pass(options, type switch
        {
            ContractType.String => ["format"],
            ContractType.Date => ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
            ContractType.Time or ContractType.Timestamp =>
                ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "timezone", "defaultTimezone"],
            ContractType.Boolean => [],
            _ => ["multipleOf", "format"],
        });
        options.Done();
    }

    private static double? Length(DocumentMap options, string key)
    {
        var length = options.Integer(key);
        if (length < 0) options.Fault(key, "value.type", $"Expected a length of 0 or more, found '{length}'.");
        return length;
    }
}
