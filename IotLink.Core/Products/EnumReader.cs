using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads an enum: <c>{0: Off, 1: On, _: other}</c>, or the name of one of the spec's <c>enums</c>. Texts stay texts.</summary>
internal static class EnumReader
{
    /// <param name="isText">Whether it is for a text field, whose texts are the keys.</param>
    public static EnumSpec? Read(DocumentMap map, SpecReading reading, bool isText)
    {
        switch (map.Node("enum"))
        {
            case null: return null;
            case YamlMappingNode node: return Read(node, SpecReading.Under(map, "enum"), reading, isText);
            case YamlScalarNode { Value: { } name } when reading.Enums.TryGetValue(name, out var named):
                if (!isText && named is { Words.Count: > 0, Names.Count: 0, Ranges.Count: 0 }) map.Fault("enum", "value.type", $"The enum '{name}' has texts for texts, and this is a number.");
                return named;
            case YamlScalarNode when reading.EnumsLost: return null;
            default:
                var known = reading.Enums.Count == 0 ? "the name of one under 'enums', of which there is none" : $"one of: {string.Join(", ", reading.Enums.Keys)}";
                map.Fault("enum", "enum.unknown", $"Expected a mapping of numbers to texts, or {known}.");
                return null;
        }
    }

    /// <param name="isText">null: for both, as nobody knows yet what it is for.</param>
    public static EnumSpec Read(YamlMappingNode node, string path, SpecReading reading, bool? isText)
    {
        var (names, words) = (new Dictionary<long, string>(), new Dictionary<string, string>(StringComparer.Ordinal));
        var ranges = new List<(NumberRange, string)>();
        string? other = null;
        foreach (var (key, value) in node.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            var text = value is YamlMappingNode entry ? SpecReading.IdIn(entry) : (value as YamlScalarNode)?.Value;
            if (text is null) reading.Fault(value, path, "value.type", $"Expected the text for {word}.");
            else if (word == "_") other = text;
            else if (isText != true && Ranges(word) is { } found) Add(found, text);
            else if (isText != false) words[word] = text;
            else reading.Fault(key, path, "value.type", "Expected a whole number, a range such as 1..9, or _ for all others.");
            if (isText is null && text is not null && word != "_") words[word] = text;
        }

        return new(names, other) { Ranges = ranges, Words = words };

        void Add(IReadOnlyList<NumberRange> found, string text)
        {
            foreach (var range in found)
            {
                if (range.From == range.To) names[(long)range.From] = text;
                else ranges.Add((range, text));
            }
        }
    }

    /// <summary><c>3</c>, <c>0x10..0x1f</c>, <c>1, 4, 7..9</c>; null when one is neither a whole number nor a range.</summary>
    private static List<NumberRange>? Ranges(string text)
    {
        var ranges = text.Split(',', StringSplitOptions.TrimEntries).Select(NumberRange.Parse).ToList();
        return ranges.All(r => r is { } known && (known.From != known.To || known.From == Math.Truncate(known.From))) ? [.. ranges.Select(r => r!.Value)] : null;
    }
}
