using IotLink.Core.Documents.Editing;
using IotLink.Core.Products.Vocabulary;

namespace IotLink.Core.Rules.Forms;

/// <summary>Lays a rule out into fields, by the vocabulary: a key it learns becomes a field.</summary>
internal sealed class RuleSheetReader
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _beyond = [];

    private RuleSheetReader()
    {
    }

    public static RuleSheet Read(DocumentPath at, DocumentValue value)
    {
        var reader = new RuleSheetReader();
        if (value is not DocumentValue.Keyed rule) return new(at, RuleKind.Threshold, reader._values, [""]);
        reader.Section(rule, "", RuleVocabulary.Language.Section("rule"));
        var kind = Enum.GetValues<RuleKind>().FirstOrDefault(k => RuleKinds.KeyOf(k) is { } key && rule[key] is not null);
        return new(at, kind, reader._values, reader._beyond);
    }

    private void Section(DocumentValue.Keyed map, string place, SpecSection section)
    {
        foreach (var (name, value) in map.Entries)
        {
            var path = place.Length == 0 ? name : $"{place}.{name}";
            if (section.Keys.FirstOrDefault(k => k.Name == name) is not { } key || !Field(path, key, value)) _beyond.Add(path);
        }
    }

    /// <returns>false when the value has not the key's shape.</returns>
    private bool Field(string path, SpecKey key, DocumentValue value) => (key.Shape, value) switch
    {
        (KeyShape.Section or KeyShape.ChoiceOrSection or KeyShape.TextOrSection, DocumentValue.Keyed inside) => Inside(path, key, inside),
        (KeyShape.SectionList, DocumentValue.Many many) => many.Items.All(item => item is DocumentValue.Keyed) && Sections(path, key, many),
        (KeyShape.Section or KeyShape.SectionList, _) => false,
        (KeyShape.Values, DocumentValue.Keyed names) => Named(path, names),
        (KeyShape.Texts, DocumentValue.Many many) => many.Items.All(item => item is DocumentValue.Word) && Items(path, many),
        (KeyShape.Any, DocumentValue.Many many) => Items(path, many),
        (KeyShape.Texts or KeyShape.Values, _) => false,
        (_, DocumentValue.Word word) => _values.TryAdd(path, word.Text),
        _ => false,
    };

    private bool Inside(string path, SpecKey key, DocumentValue.Keyed inside)
    {
        Section(inside, path, RuleVocabulary.Language.Section(key.Section!));
        return true;
    }

    private bool Sections(string path, SpecKey key, DocumentValue.Many many)
    {
        for (var i = 0; i < many.Items.Count; i++) Inside($"{path}[{i}]", key, (DocumentValue.Keyed)many.Items[i]);
        return true;
    }

    private bool Items(string path, DocumentValue.Many many)
    {
        var isOfMaps = many.Items.All(item => item is DocumentValue.Keyed map && IsNamed(map));
        if (!isOfMaps && !many.Items.All(item => item is DocumentValue.Word)) return false;
        for (var i = 0; i < many.Items.Count; i++)
        {
            if (many.Items[i] is DocumentValue.Keyed map) Named($"{path}[{i}]", map);
            else _values[$"{path}[{i}]"] = ((DocumentValue.Word)many.Items[i]).Text;
        }

        return true;
    }

    private bool Named(string path, DocumentValue.Keyed names)
    {
        if (!IsNamed(names)) return false;
        foreach (var (name, value) in names.Entries) _values[$"{path}.{name}"] = ((DocumentValue.Word)value).Text;
        return true;
    }

    private static bool IsNamed(DocumentValue.Keyed map) =>
        map.Entries.Count > 0 && map.Entries.All(e => e.Value is DocumentValue.Word && e.Key.Length > 0 && !e.Key.AsSpan().ContainsAny(".[]"));
}
