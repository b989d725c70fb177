using IotLink.Core.Documents;

namespace IotLink.Core.Products;

/// <summary>A spec document as somebody wrote it: the spec when all is well, and otherwise everything that is wrong with it.</summary>
/// <param name="Spec">null exactly when there are faults.</param>
public sealed record SpecDocument(string Source, ProductSpec? Spec, IReadOnlyList<DocumentFault> Faults)
{
    public const int MaxLength = 256 * 1024;

    /// <summary>Never throws: any text gives a spec or faults.</summary>
    public static SpecDocument Read(string text)
    {
        var faults = new List<DocumentFault>();
        if (text.Length > MaxLength)
        {
            faults.Add(new("spec.too_large", $"A spec has at most {MaxLength} characters.", 1, 1, ""));
            return new(text, null, faults);
        }

        var spec = DocumentMap.Parse(text, faults) is { } map ? Checked(map, text) : null;
        faults.SortByPlace();
        return new(text, faults.Count == 0 ? spec : null, faults);
    }

    /// <summary>What could be read is checked even when something could not: one round tells all.</summary>
    private static ProductSpec Checked(DocumentMap map, string text)
    {
        var reading = new SpecReading(map.Faults);
        var spec = ProductSpecReader.Read(map, text, reading);
        reading.InDoubt.UnionWith(DoubtfulNames.In(map.Yaml, map.Faults));
        SpecChecker.Check(spec, reading);
        return map.Faults.Count == 0 ? spec with { Metrics = MetricDictionary.Of(spec) } : spec;
    }
}
