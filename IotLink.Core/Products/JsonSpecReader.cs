using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the keys of <c>json</c> that say where values stand: <c>each</c>, <c>device</c>, <c>time</c>, <c>metrics</c>.</summary>
internal static class JsonSpecReader
{
    /// <returns>null without <c>metrics</c>: messages have the house's own envelope.</returns>
    public static JsonSpec? Read(DocumentMap map, SpecReading reading)
    {
        var (each, device) = (Path(map, "each", reading), Path(map, "device", reading));
        var (time, form) = Time(map, reading);
        var metrics = map.Map("metrics") is { } list ? Metrics(list, reading) : [];
        if (map.Node("metrics") is null or YamlMappingNode { Children.Count: 0 } && (each is not null || device is not null || time is not null)) map.Missing(["metrics"], "Say which values are metrics: metrics: {tempC: $.t}.");
        return metrics.Count == 0 ? null : new(each, device, time, form, metrics);
    }

    private static (JsonPath? Path, TextTime Form) Time(DocumentMap map, SpecReading reading)
    {
        if (map.Node("time") is not YamlMappingNode node) return (Path(map, "time", reading), TextTime.Default);
        var keys = DocumentMap.From(node, SpecReading.Under(map, "time"), reading.Faults)!;
        var (path, form) = (Path(keys, "path", reading), TextMetricReader.Time(keys));
        if (!keys.Has("path")) keys.Missing(["path"], "Key 'path' is required.");
        keys.Done();
        return (path, form);
    }

    private static List<JsonMetric> Metrics(DocumentMap list, SpecReading reading)
    {
        var metrics = new List<JsonMetric>();
        foreach (var name in list.Keys.ToList())
        {
            var node = list.Node(name)!;
            var place = SpecReading.Place(node, $"{list.Path}.{name}");
            if (node is YamlScalarNode)
            {
                if (Path(list, name, reading) is { } path) metrics.Add(new(path, TextMetricReader.Plain(name, place)));
                continue;
            }

            if (DocumentMap.From(node, place.Path, reading.Faults) is not { } map) continue;
            if (!map.Has("path")) map.Missing(["path"], "Key 'path' is required: where the value stands, such as $.t.");
            var (at, metric) = (Path(map, "path", reading), TextMetricReader.Read(map, name, reading, place));
            if (at is not null) metrics.Add(new(at, metric));
            map.Done();
        }

        return metrics;
    }

    private static JsonPath? Path(DocumentMap map, string key, SpecReading reading)
    {
        if (map.Text(key) is not { } text || map.Node(key) is not YamlScalarNode node) return null;
        if (JsonPath.Parse(text, out var at, out var fault) is { } path) return path;
        var start = SpecReading.TextStart(node, SpecReading.Under(map, key));
        reading.Faults.Add(new("json.path", fault, start.Line, start.Column + at, start.Path));
        return null;
    }
}
