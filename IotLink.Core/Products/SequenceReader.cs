using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads what a type, a message and the spec itself have in common: <c>seq</c>, <c>instances</c>, <c>params</c>.</summary>
internal static class SequenceReader
{
    public static IReadOnlyList<FieldSpec> Fields(YamlNode node, string path, SpecReading reading)
    {
        var fields = new List<FieldSpec>();
        if (node is not YamlSequenceNode list)
        {
            reading.Fault(node, path, "value.type", "Expected a list of fields.");
            return fields;
        }

        for (var i = 0; i < list.Children.Count; i++)
        {
            if (FieldReader.Read(list.Children[i], $"{path}[{i}]", reading) is { } field) fields.Add(field);
        }

        return fields;
    }

    /// <summary>The group of fields that <paramref name="map"/> describes; other keys are the caller's to ask for.</summary>
    public static TypeSpec Body(DocumentMap map, string name, SpecReading reading)
    {
        var fields = map.Node("seq") is { } seq ? Fields(seq, SpecReading.Under(map, "seq"), reading) : [];
        var before = map.Faults.Count;
        var parameters = Parameters(map, reading);
        if (map.Faults.Count != before) reading.InDoubt.Add(name);
        return new(name, parameters, fields, Instances(map, reading));
    }

    public static TypeSpec? Type(YamlNode node, string path, string name, SpecReading reading)
    {
        if (DocumentMap.From(node, path, reading.Faults) is not { } map) return null;
        var (order, bits, delimiter) = (reading.Order, reading.BitOrder, reading.Delimiter);
        if (map.Map("meta") is { } meta)
        {
            reading.Orders(meta);
            meta.Done();
        }

        _ = map.Text("doc");
        var type = Body(map, name, reading);
        if (map.MayMean("params")) reading.InDoubt.Add(name);
        map.Done();
        (reading.Order, reading.BitOrder, reading.Delimiter) = (order, bits, delimiter);
        return type;
    }

    private static List<FieldSpec> Instances(DocumentMap map, SpecReading reading)
    {
        var instances = new List<FieldSpec>();
        if (!map.Has("instances") || map.Map("instances") is not { } list) return instances;
        foreach (var id in list.Keys.ToList())
        {
            var path = $"{list.Path}.{id}";
            var node = list.Node(id)!;
            var isName = reading.CheckName(node, path, id);
            if (FieldReader.ReadInstance(node, path, isName ? id : null, reading) is { } instance) instances.Add(instance);
        }

        return instances;
    }

    private static List<string> Parameters(DocumentMap map, SpecReading reading)
    {
        var names = new List<string>();
        foreach (var (node, path) in map.Items("params"))
        {
            var name = node is YamlMappingNode pair ? SpecReading.IdIn(pair) : (node as YamlScalarNode)?.Value;
            if (name is null) reading.Fault(node, path, "value.type", "Expected a parameter's name, or {id: name}.");
            else if (reading.CheckName(node, path, name)) names.Add(name);
        }

        return names;
    }
}
