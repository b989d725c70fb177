using System.Globalization;
using System.Text.RegularExpressions;
using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Formulas;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Guide;

/// <summary>One entry of <c>broken-documents.md</c>.</summary>
/// <param name="Count">How many faults whoever broke it made.</param>
internal sealed partial record BrokenDocument(string Kind, string Title, int Count, string Text, string Said)
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "IotLink.Tests", "Core", "Guide", "broken-documents.md");

    public static IReadOnlyList<BrokenDocument> All { get; } =
    [
        .. Entry().Matches(File.ReadAllText(Path)).Select(m => new BrokenDocument(
            m.Groups["kind"].Value, m.Groups["title"].Value, int.Parse(m.Groups["count"].Value, CultureInfo.InvariantCulture), m.Groups["yaml"].Value, m.Groups["said"].Value)),
    ];

    public static BrokenDocument Of(string name) => All.Single(d => d.Name == name);

    public string Name => $"{Kind}: {Title}";

    public IReadOnlyList<DocumentFault> Faults()
    {
        if (Kind == "spec") return SpecDocument.Read(Text).Faults;
        var faults = new List<DocumentFault>();
        if (Kind == "contract") ContractDocument.Read(Text, faults);
        else if (Kind == "formula") FormulaDocument.Read(Text, faults);
        else CompiledRuleset.Compile([Text], new(ProductId.Parse("a", null)), 1, faults);
        return faults;
    }

    /// <summary>Writes what is said into the file, to be read.</summary>
    public static void WriteAll() => File.WriteAllText(Path, Entry().Replace(File.ReadAllText(Path), m =>
    {
        var document = Of($"{m.Groups["kind"].Value}: {m.Groups["title"].Value}");
        return m.Value[..(m.Groups["said"].Index - m.Index)] + string.Concat(document.Faults().Select(f => $"{f}\n")) + "```";
    }));

    [GeneratedRegex(@"^## (?<kind>\w+): (?<title>[^\n]*) \((?<count>\d+)\)\n\n```yaml\n(?<yaml>.*?)```\n\n```text\n(?<said>.*?)```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Entry();
}
