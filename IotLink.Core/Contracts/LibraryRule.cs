using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Contracts;

/// <summary>
/// Reads a rule of the standard's own library. <c>invalidValues</c> and <c>nullValues</c> that must be 0 hold for each reading; anything else
/// is about many rows.
/// </summary>
internal sealed class LibraryRule(ContractReading reading, string? metric)
{
    internal static readonly string[] Metrics = ["nullValues", "missingValues", "invalidValues", "duplicateValues", "rowCount"];

    public void Read(DocumentMap map, string? named, StrictnessRules strictness, QualityReader into)
    {
        var arguments = map.Map("arguments");
        var measure = map.Text("metric", required: true);
        if (measure is not null && !Metrics.Contains(measure))
            map.Fault("metric", "contract.quality_metric", $"Found '{measure}', expected {string.Join(", ", Metrics)}.");
        var none = (map.Node("mustBe") as YamlScalarNode)?.Value == "0";
        if (measure == "invalidValues" && none && metric is not null && arguments is not null) Invalid(arguments, named, strictness, into);
        else if (measure is "nullValues" or "missingValues" && none && metric is not null && arguments is null)
            into.RequireBy(new(named ?? reading.Name(metric, "required"), strictness[RuleKind.Missing]));
        else if (measure is not null) into.NotChecked(named, measure);
    }

    private void Invalid(DocumentMap arguments, string? named, StrictnessRules strictness, QualityReader into)
    {
        if (arguments.Has("validValues") && Values(arguments) is { } values)
            into.Rules.Add(new ListRule(Name("list"), values, strictness[RuleKind.NotListed]));
        if (LogicalTypeOptions.Pattern(arguments, "pattern") is { } pattern)
            into.Rules.Add(new PatternRule(Name("pattern"), pattern, strictness[RuleKind.NoMatch]));
        if (!arguments.Has("validValues") && !arguments.Has("pattern"))
            arguments.Fault("contract.quality_arguments", "invalidValues needs to know what is valid: add validValues: [...] or pattern: ...");
        arguments.Done();

        string Name(string kind) => named ?? reading.Name(metric!, kind);
    }

    private static List<string>? Values(DocumentMap arguments)
    {
        var values = new List<string>();
        foreach (var (node, path) in arguments.Items("validValues"))
        {
            if (node is YamlScalarNode { Value: { } text }) values.Add(text);
            else arguments.Faults.Add(DocumentMap.At(node, path, "value.type", "Expected a text, a number or true or false."));
        }

        if (values.Count > 0) return values;
        arguments.Fault("validValues", "contract.quality_arguments", "The list of valid values is empty; nothing could pass.");
        return null;
    }
}
