using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads <c>type: {switch-on, cases, _}</c>. A case is a type's name, one field, a list of fields, or <c>[]</c> for nothing.</summary>
internal static class SwitchReader
{
    /// <param name="outer">The field the switch stands in; a case that is only a type's name takes everything else from it.</param>
    public static FieldSpec Read(YamlMappingNode node, string path, FieldSpec outer, SpecReading reading)
    {
        var map = DocumentMap.From(node, path, reading.Faults)!;
        var on = reading.Expression(map, "switch-on");
        if (on is null) map.Missing(["switch-on"], "Key 'switch-on' is required: the value that decides.");
        var (cases, words) = (new List<SwitchCase>(), new HashSet<string>(StringComparer.Ordinal));
        IReadOnlyList<FieldSpec>? other = null;
        var inner = outer with
        {
            If = null,
            Repeat = null,
            Position = null,
            Size = null,
            SizeToEnd = outer.Size is not null || outer.SizeToEnd,
            Process = null,
            Column = null,
            Samples = null,
        };
        if (map.Node("cases", required: true) is YamlMappingNode list)
        {
            foreach (var (key, value) in list.Children)
            {
                var word = (key as YamlScalarNode)?.Value ?? "";
                var fields = Case(value, $"{path}.cases.{word}", inner, reading);
                if (word == "_") other = fields;
                else
                {
                    var keys = Keys(key, word, $"{path}.cases");
                    var twice = keys.FirstOrDefault(k => !words.Add(k.Range is { } r ? $"{r.From}..{r.To}" : k.Word));
                    if (twice is not null) reading.Fault(key, $"{path}.cases", "case.duplicate", $"Case {twice.Word} is there twice.");
                    cases.Add(new(keys, fields));
                }
            }
        }

        else if (map.Has("cases")) map.Fault("cases", "value.type", "Expected a mapping of values to fields: {1: [...], 2: u1}.");
        if (map.Node("_") is { } rest) other = Case(rest, $"{path}._", inner, reading);
        map.Done();
        return outer with { Id = null, Metric = null, Type = new SwitchType(on ?? SpecExpression.Unread(outer.Place), cases, other) };
    }

    /// <summary><c>3</c>, <c>0x10..0x1f</c>, <c>1, 4, 7..9</c>, or a text as it is.</summary>
    private static List<SwitchKey> Keys(YamlNode node, string word, string path)
    {
        var place = SpecReading.Place(node, path);
        var parts = word.Split(',', StringSplitOptions.TrimEntries).Select(part => (Word: part, Range: Range(part))).ToList();
        return parts.All(p => p.Range is not null) ? [.. parts.Select(p => new SwitchKey(p.Word, p.Range, place))] : [new(word, null, place)];
    }

    private static (long From, long To)? Range(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Whole(text) is { } one ? (one, one) : null;
        return Whole(text[..dots].Trim()) is { } from && Whole(text[(dots + 2)..].Trim()) is { } to && from <= to ? (from, to) : null;
    }

    private static long? Whole(string text) =>
        SpecReading.Number(text) is { } number && number == Math.Truncate(number) && Math.Abs(number) < 1L << 62 ? (long)number : null;

    private static IReadOnlyList<FieldSpec> Case(YamlNode node, string path, FieldSpec outer, SpecReading reading)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { Length: > 0 } name }:
                var type = TypeReader.Read(name, node, path, reading);
                var place = SpecReading.Place(node, path);
                if (type is NamedType) return [new FieldSpec { Type = type, Place = place }];
                return [outer with { Type = type, Place = place, SizeToEnd = outer.SizeToEnd && type is TextType or HexType or BytesType or NumeralType }];
            case YamlSequenceNode: return SequenceReader.Fields(node, path, reading);
            default: return FieldReader.Read(node, path, reading) is { } field ? [field] : [];
        }
    }
}
