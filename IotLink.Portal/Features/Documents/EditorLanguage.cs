using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using IotLink.Core.Products.Vocabulary;
using IotLink.Core.Publishing;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;

namespace IotLink.Portal.Features.Documents;

/// <summary>What the editor offers and explains, from the vocabulary of the document's kind.</summary>
public sealed partial class EditorLanguage
{
    private readonly Dictionary<string, SpecSection> _sections;
    private readonly SpecSection _top;
    private readonly Func<string, IEnumerable<SpecWord>> _words;

    private EditorLanguage(DocumentLanguage language, Func<string, IEnumerable<SpecWord>> words)
    {
        _sections = language.Sections.ToDictionary(s => s.Name, StringComparer.Ordinal);
        (_top, _words) = (language.Sections[0] with { Keys = [.. language.TopKeys] }, words);
    }

    public static EditorLanguage Of(DocumentKind kind) => new(DocumentLanguages.Of(kind).In(Languages.Current), kind == DocumentKind.Spec ? OwnTypes : _ => []);

    public EditorCompletions Complete(string text, int line, int column)
    {
        var point = YamlPoint.At(text, line, column);
        var inside = Walk(point.Path);
        if (point.Key is not { } key)
        {
            return new(point.WordStart, inside is { Key: { } list, IsItem: true } ? Values(list, text) : inside?.Section is { } section ? [.. section.Keys.Select(KeyItem)] : []);
        }

        return new(point.WordStart, inside?.Section?.Keys.FirstOrDefault(k => k.Name == key) is { } known ? Values(known, text) : []);
    }

    /// <summary>What a key of the mapping at a place may be given; null for what the vocabulary does not know.</summary>
    public string? ExampleOf(string key, string text, int line, int column) =>
        Walk(YamlPoint.At(text, line, column).Path)?.Section?.Keys.FirstOrDefault(k => k.Name == key)?.Example;

    /// <summary>Markdown; null for what the vocabulary does not know.</summary>
    public string? Explain(string text, int line, int column)
    {
        var lines = text.Split('\n');
        if (line > lines.Length || WordAt(lines[line - 1], column) is not { Length: > 0 } word) return null;
        var end = lines[line - 1].IndexOf(word.Value, word.Index, StringComparison.Ordinal);
        var point = YamlPoint.At(text, line, end + 1);
        if (point.Key is null && Walk(point.Path)?.Section?.Keys.FirstOrDefault(k => k.Name == word.Value) is { } key)
            return $"**{key.Name}**{(key.IsRequired ? " *" : "")}: {key.Doc}\n\n`{key.Name}: {key.Example}`";
        return _words(text).FirstOrDefault(w => w.Name == word.Value || w.Name.StartsWith(word.Value + "(", StringComparison.Ordinal)) is { } found
            ? $"**{found.Name}**: {found.Doc}"
            : null;
    }

    private List<EditorCompletion> Values(SpecKey key, string text) => key.Shape switch
    {
        _ when key.Choices.Count > 0 => [.. key.Choices.Select(c => Word(c, null))],
        KeyShape.Flag => [Word("true", null), Word("false", null)],
        KeyShape.Type or KeyShape.Case or KeyShape.Cases => [.. _words(text).Select(w => Word(w.Name, w.Doc))],
        KeyShape.Section or KeyShape.Enum or KeyShape.Values or KeyShape.Lookup => [new("{ }", "{$0}", key.Example, key.Doc, false)],
        _ => [new(key.Example, key.Example.Replace("$", "\\$", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal), null, key.Doc, false)],
    };

    private static EditorCompletion Word(string name, string? doc) => new(name, name, null, doc, false);

    private static EditorCompletion KeyItem(SpecKey key) =>
        new(key.Name, $"{key.Name}: $0", key.Example, key.Doc, IsKey: key.Shape is KeyShape.Choice or KeyShape.Flag or KeyShape.Type);

    /// <summary>Down the vocabulary as far as the path goes; null where the document says things of its own.</summary>
    private Place? Walk(IReadOnlyList<string> path)
    {
        Place? place = new(_top, null);
        foreach (var step in path)
        {
            if (place is null) return null;
            place = place.Key is not null ? Inside(place, step)
                : step == YamlPoint.Item ? place // a case may be a list of fields
                : Into(place.Section?.Keys.FirstOrDefault(k => k.Name == step));
        }

        return place;
    }

    private Place? Into(SpecKey? key) => key?.Shape switch
    {
        null => null,
        KeyShape.Section or KeyShape.Valid or KeyShape.ChoiceOrSection or KeyShape.TextOrSection => new(SectionOf(key), null),
        KeyShape.Type => new(_sections.GetValueOrDefault("switch"), null),
        _ => new(null, key),
    };

    private Place? Inside(Place place, string step) => place.Key!.Shape switch
    {
        KeyShape.SectionList when step == YamlPoint.Item => new(SectionOf(place.Key), null),
        KeyShape.SectionMap or KeyShape.TextOrSectionMap => new(SectionOf(place.Key), null),
        KeyShape.Cases => new(_sections.GetValueOrDefault("field"), null),
        _ when step == YamlPoint.Item => new(null, place.Key, IsItem: true),
        _ => null,
    };

    private SpecSection? SectionOf(SpecKey key) => key.Section is { } name ? _sections.GetValueOrDefault(name) : null;

    private static IEnumerable<SpecWord> OwnTypes(string text)
    {
        var types = text.IndexOf("\ntypes:", StringComparison.Ordinal);
        var builtIn = SpecVocabulary.Types.In(Languages.Current);
        if (types < 0) return builtIn;
        var body = text[(types + 1)..];
        var end = NextTopKey().Match(body, "types:".Length);
        return TypeName().Matches(end.Success ? body[..end.Index] : body).Select(m => new SpecWord(m.Groups[1].Value, "", m.Groups[1].Value)).Concat(builtIn);
    }

    private static Match? WordAt(string line, int column) =>
        Words().Matches(line).FirstOrDefault(m => m.Index < column && column <= m.Index + m.Length + 1);

    /// <param name="Section">The mapping one is in.</param>
    /// <param name="Key">The key whose list or own names one is among.</param>
    /// <param name="IsItem">In a list of plain values.</param>
    private sealed record Place(SpecSection? Section, SpecKey? Key, bool IsItem = false);

    [GeneratedRegex(@"^  ([\w-]+):", RegexOptions.Multiline)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^\w", RegexOptions.Multiline)]
    private static partial Regex NextTopKey();

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex Words();
}
