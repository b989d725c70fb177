using System.Globalization;
using System.Text;
using IotLink.Core.Products.Vocabulary;

namespace IotLink.Tests.Core.Guide;

/// <summary>The page of all keys, made of the vocabularies.</summary>
internal static class KeyPage
{
    private static readonly Dictionary<KeyShape, string> Shapes = new()
    {
        [KeyShape.Text] = "text",
        [KeyShape.Flag] = "true or false",
        [KeyShape.WholeNumber] = "whole number",
        [KeyShape.Number] = "number",
        [KeyShape.Numbers] = "number, list",
        [KeyShape.WholeNumbers] = "whole number, range, list",
        [KeyShape.Factor] = "number, fraction, expression",
        [KeyShape.Expression] = "expression",
        [KeyShape.Template] = "text with {expression}",
        [KeyShape.Bytes] = "byte, list, quoted text",
        [KeyShape.Texts] = "list of texts",
        [KeyShape.Section] = "{0}",
        [KeyShape.SectionList] = "list of {0}",
        [KeyShape.SectionMap] = "names to {0}",
        [KeyShape.Type] = "type, [switch](#switch)",
        [KeyShape.Enum] = "numbers to texts, name of one",
        [KeyShape.Enums] = "names to numbers to texts",
        [KeyShape.Lookup] = "numbers to numbers",
        [KeyShape.Valid] = "value, list, {0}",
        [KeyShape.Cases] = "values to [field](#field), list of them, type",
        [KeyShape.Case] = "[field](#field), list of them, type",
        [KeyShape.Values] = "metrics to values",
        [KeyShape.ValuesList] = "list of metrics to values",
        [KeyShape.ChoiceOrSection] = "word, {0}",
        [KeyShape.TextOrSectionMap] = "names to text, {0}",
        [KeyShape.TextOrSection] = "text, {0}",
        [KeyShape.ByteMap] = "bytes to bytes",
        [KeyShape.Any] = "any",
    };

    public static string Of(IEnumerable<DocumentLanguage> languages)
    {
        var page = new StringBuilder("# All keys\n\nMade of the vocabularies by the tests; do not edit by hand. A star marks what must be there. An unknown key is a fault.\n");
        foreach (var language in languages)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {language.Title}\n");
            foreach (var section in language.Sections) Section(page, section);
            if (language.Name == "spec") Words(page);
        }

        return page.ToString();
    }

    private static void Section(StringBuilder page, SpecSection section)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {section.Name}\n\n{section.Doc}\n\n| key | value | | example |\n| --- | --- | --- | --- |\n");
        foreach (var key in section.Keys.Where(k => k.Example.Length > 0))
            page.Append(CultureInfo.InvariantCulture, $"| `{key.Name}`{(key.IsRequired ? " *" : "")} | {Value(key)} | {Cell(key.Doc)} | `{Cell(key.Example)}` |\n");
        var passed = section.Keys.Where(k => k.Example.Length == 0).Select(k => $"`{k.Name}`").ToList();
        if (passed.Count > 0) page.Append(CultureInfo.InvariantCulture, $"\nThe standard's, kept and not checked: {string.Join(", ", passed)}.\n");
    }

    private static void Words(StringBuilder page)
    {
        page.Append("\n### Types\n\n| type | | example |\n| --- | --- | --- |\n");
        foreach (var type in SpecVocabulary.Types) page.Append(CultureInfo.InvariantCulture, $"| `{type.Name}` | {Cell(type.Doc)} | `{Cell(type.Example)}` |\n");
        page.Append("\n### Names in expressions\n\n| name | | example |\n| --- | --- | --- |\n");
        foreach (var name in SpecVocabulary.Names) page.Append(CultureInfo.InvariantCulture, $"| `{name.Name}` | {Cell(name.Doc)} | `{Cell(name.Example)}` |\n");
        page.Append(CultureInfo.InvariantCulture, $"\n### Functions\n\n{string.Join(" ", SpecVocabulary.Functions.Order(StringComparer.Ordinal).Select(f => $"`{f}`"))}\n");
    }

    private static string Value(SpecKey key) =>
        key.Choices.Count > 0 && key.Shape == KeyShape.Choice
            ? string.Join(", ", key.Choices.Select(c => $"`{c}`"))
            : Cell(Shapes[key.Shape].Replace("{0}", key.Section is { } s ? $"[{s}](#{s})" : "", StringComparison.Ordinal));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
