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

        var spec = DocumentMap.Parse(text, faults) is { } map ? ProductSpecReader.Read(map, text) : null;
        if (faults.Count == 0 && spec is not null) SpecChecker.Check(spec, faults);
        return new(text, faults.Count == 0 ? spec : null, [.. faults.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }
}
