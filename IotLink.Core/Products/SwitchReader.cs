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
        if (!map.Has("switch-on")) map.Fault("key.missing", "Key 'switch-on' is required: the value that decides.");
        var cases = new Dictionary<long, IReadOnlyList<FieldSpec>>();
        IReadOnlyList<FieldSpec>? other = null;
        var inner = outer with
        {
            If = null,
            Repeat = null,
            Position = null,
            Size = null,
            SizeToEnd = outer.Size is not null || outer.SizeToEnd,
            Xor = [],
        };
        if (map.Node("cases", required: true) is YamlMappingNode list)
        {
            foreach (var (key, value) in list.Children)
            {
                var word = (key as YamlScalarNode)?.Value ?? "";
                var fields = Case(value, $"{path}.cases.{word}", inner, reading);
                if (word == "_") other = fields;
                else if (SpecReading.Number(word) is not { } number || number != Math.Truncate(number))
                    reading.Fault(key, $"{path}.cases", "value.type", $"Expected a whole number, or _ for all others, found '{word}'.");
                else if (!cases.TryAdd((long)number, fields))
                    reading.Fault(key, $"{path}.cases", "case.duplicate", $"Case {word} is there twice.");
            }
        }

        if (map.Node("_") is { } rest) other = Case(rest, $"{path}._", inner, reading);
        map.Done();
        return on is null ? outer : outer with { Id = null, Metric = null, Type = new SwitchType(on, cases, other) };
    }

    private static IReadOnlyList<FieldSpec> Case(YamlNode node, string path, FieldSpec outer, SpecReading reading)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { Length: > 0 } name }:
                var type = TypeReader.Read(name, node, path, reading);
                var place = SpecReading.Place(node, path);
                if (type is NamedType) return [new FieldSpec { Type = type, Place = place }];
                return [outer with { Type = type, Place = place, SizeToEnd = outer.SizeToEnd && type is TextType or HexType or BytesType }];
            case YamlSequenceNode: return SequenceReader.Fields(node, path, reading);
            default: return FieldReader.Read(node, path, reading) is { } field ? [field] : [];
        }
    }
}
