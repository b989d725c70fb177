using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads <c>lookup: {0: 1, 1: 60, _: 3600}</c>.</summary>
internal static class LookupReader
{
    public static NumberTable? Read(DocumentMap map, SpecReading reading)
    {
        if (map.Node("lookup") is not { } node) return null;
        var path = SpecReading.Under(map, "lookup");
        if (node is not YamlMappingNode list)
        {
            reading.Fault(node, path, "value.type", "Expected a mapping of numbers to numbers.");
            return null;
        }

        var values = new Dictionary<double, double>();
        var other = double.NaN;
        foreach (var (key, value) in list.Children)
        {
            var word = (key as YamlScalarNode)?.Value ?? "";
            if (SpecReading.Number((value as YamlScalarNode)?.Value ?? "") is not { } number) reading.Fault(value, path, "value.type", "Expected a number.");
            else if (word == "_") other = number;
            else if (SpecReading.Number(word) is { } from) values[from] = number;
            else reading.Fault(key, path, "value.type", "Expected a number, or _ for all others.");
        }

        return new(values, other);
    }
}
