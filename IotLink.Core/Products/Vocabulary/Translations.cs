using System.Reflection;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>The vocabulary's sentences in Korean, from <c>vocabulary.ko.txt</c>: <c>language/section.key = sentence</c>, <c>type.name = sentence</c>.</summary>
public static class Translations
{
    private static readonly Dictionary<string, string> Korean = Read();

    /// <returns>The same words, explained in the language; what has no translation stays English.</returns>
    public static DocumentLanguage In(this DocumentLanguage language, string culture) => culture == "ko"
        ? language with { Sections = [.. language.Sections.Select(s => s with { Keys = [.. s.Keys.Select(k => k with { Doc = Of($"{language.Name}/{s.Name}.{k.Name}", k) })] })] }
        : language;

    public static IReadOnlyList<SpecWord> In(this IReadOnlyList<SpecWord> types, string culture) => culture == "ko"
        ? [.. types.Select(t => t with { Doc = Korean.GetValueOrDefault($"type.{t.Name}", t.Doc) })]
        : types;

    /// <summary>What the standard has and nobody looks at needs one sentence only.</summary>
    private static string Of(string place, SpecKey key) =>
        Korean.GetValueOrDefault(place, key is { Shape: KeyShape.Any, Example: "" } ? "표준의 항목입니다. 보관만 하고 검사하지 않습니다." : key.Doc);

    private static Dictionary<string, string> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("vocabulary.ko.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" = ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
