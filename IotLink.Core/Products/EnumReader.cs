using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads an enum: <c>{0: Off, 1: On, _: other}</c>, or the name of one of the spec's <c>enums</c>. Texts stay texts.</summary>
internal static class EnumReader
{
    public static EnumSpec? Read(DocumentMap map, SpecReading reading)
    {
        switch (map.Node("enum"))
        {
            case null: return null;
            case YamlMappingNode node: return Read(node, SpecReading.Under(map, "enum"), reading);
            case YamlScalarNode { Value: { } name } when reading.Enums.TryGetValue(name, out var named): return named;
            case YamlScalarNode when reading.EnumsLost: return null;
            default:
                var known = reading.Enums.Count == 0 ? "the name of one under 'enums', of which there is none" : $"one of: {string.Join(", ", reading.Enums.Keys)}";
                map.Fault("enum", "enum.unknown", $"Expected a mapping of numbers to texts, or {known}.");
                return null;
        }
    }

    public static EnumSpec Read(YamlMappingNode node, string path, SpecReading reading)
    {
        var names = new Dictionary<long, string>();
        string? other = null;
        foreach (var (key, value) in node.Children)
        {
            var number = (key as YamlScalarNode)?.Value ?? "";
            var text = value is YamlMappingNode entry ? SpecReading.IdIn(entry) : (value as YamlScalarNode)?.Value;
            if (text is null) reading.Fault(value, path, "value.type", "Expected the text for this number.");
            else if (number == "_") other = text;
            else if (SpecReading.Number(number) is { } n && n == Math.Truncate(n)) names[(long)n] = text;
            else reading.Fault(key, path, "value.type", "Expected a whole number, or _ for all others.");
        }

        return new(names, other);
    }
}
