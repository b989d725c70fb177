using System.Globalization;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads one entry of <c>messages</c>: when it applies (<c>fport</c>, <c>length</c>, <c>if</c>) and its layout.</summary>
internal static class MessageReader
{
    public static MessageSpec Read(DocumentMap map, int index, SpecReading reading)
    {
        var name = map.Text("name") ?? index.ToString(CultureInfo.InvariantCulture);
        var ports = reading.WholeNumbers(map, "fport", 255);
        var lengths = reading.WholeNumbers(map, "length", 65_535);
        var condition = reading.Expression(map, "if");
        _ = map.Text("doc");
        var body = SequenceReader.Body(map, name, reading);
        if (map.Node("type") is YamlScalarNode { Value: { Length: > 0 } type } node)
        {
            if (map.Has("seq")) map.Fault("type", "key.conflict", "Give 'seq' or 'type', not both.");
            var place = SpecReading.Place(node, $"{map.Path}.type");
            body = body with { Fields = [new FieldSpec { Type = TypeReader.Read(type, node, place.Path, reading), Place = place }] };
        }
        else if (map.Has("type"))
        {
            map.Fault("type", "value.type", "Expected a type's name.");
        }
        else if (!map.Has("seq"))
        {
            map.Missing(["seq", "type"], "A message needs a 'seq', or a 'type'.");
        }

        map.Done();
        return new(name, ports, lengths, condition, body);
    }
}
