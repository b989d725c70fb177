using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products.Framing;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the top of a spec document.</summary>
internal static class ProductSpecReader
{
    /// <summary>Stands for a product that is not named, while the rest is checked.</summary>
    private static readonly ProductId Nobody = ProductId.Parse("unread", null);

    /// <returns>What could be read. With faults it is for checking alone.</returns>
    public static ProductSpec Read(DocumentMap map, string source, SpecReading reading)
    {
        var id = Meta(map, reading, out var since);
        var product = Product(map, id, isSure: map.Faults.Count == 0) ?? Nobody;
        var version = map.Integer("version") ?? 1;
        if (version is < 1 or > int.MaxValue) map.Fault("version", "value.range", "Expected 1 or more.");
        Enums(map, reading);
        var types = Types(map, reading);
        var (isList, messages) = (map.Node("messages") is YamlSequenceNode or null, map.Maps("messages").Select((m, i) => MessageReader.Read(m, i, reading)).ToList());
        if (!map.Has("seq") && isList && messages.Count == 0 && !map.Has("json") && !map.Has("csv"))
            map.Missing(["seq", "messages", "json", "csv"], "A spec needs 'seq' (one layout) or 'messages' (several), or 'json' or 'csv'.");
        var body = SequenceReader.Body(map, "", reading);
        var framing = FramingSpec.Read(map);
        var tests = map.Maps("tests").Select((t, i) => SpecTestReader.Read(t, i)).OfType<SpecTest>().ToList();
        var spec = new ProductSpec
        {
            Product = product,
            Version = (int)Math.Clamp(version, 1, int.MaxValue),
            Id = id ?? product.Value,
            Doc = map.Text("doc"),
            Since = since,
            Transport = map.Text("transport"),
            Body = body,
            Messages = messages,
            Types = types,
            Framing = framing,
            Tests = tests,
            Source = source,
        };
        map.Node("contract");
        var csv = CsvSpec.Read(map, reading);
        var json = map.Map("json");
        var encoding = json is null ? BinaryEncoding.Hex : BinaryEncodings.Read(json);
        var paths = json is null ? null : JsonSpecReader.Read(json, reading);
        json?.Done();
        map.Done();
        return spec with { Csv = csv, Json = paths, BinaryEncoding = encoding };
    }

    private static DateOnly? Date(DocumentMap meta, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var date)) return date;
        meta.Fault("since", "value.type", "Expected a date such as 2026-03-01.");
        return null;
    }

    private static string? Meta(DocumentMap map, SpecReading reading, out DateOnly? since)
    {
        since = null;
        if (map.Map("meta") is not { } meta)
        {
            if (map.Has("meta") || map.MayMean("meta")) reading.Order = ByteOrder.Big;
            return null;
        }

        reading.Orders(meta);
        var id = meta.Text("id");
        _ = meta.Text("title");
        since = meta.Text("since") is { } text ? Date(meta, text) : null;
        meta.Done();
        return id;
    }

    private static ProductId? Product(DocumentMap map, string? id, bool isSure)
    {
        var text = map.Text("product") ?? id;
        if (ProductId.TryParse(text, out var product)) return product;
        if (text is null && map.Has("product") | !isSure) return null;
        if (text is null) map.Missing(["product", "meta"], "Say which product this is for: 'product: name'.");
        else map.Fault(map.Has("product") ? "product" : "meta", "value.type", $"'{text}' is no product id: 1 to 128 of A-Z a-z 0-9 _ - : .");
        return null;
    }

    private static void Enums(DocumentMap map, SpecReading reading)
    {
        if (map.Map("enums") is not { } enums)
        {
            reading.EnumsLost = map.Has("enums") || map.MayMean("enums");
            return;
        }

        foreach (var name in enums.Keys.ToList())
        {
            if (enums.Node(name) is YamlMappingNode node) reading.Enums[name] = EnumReader.Read(node, $"enums.{name}", reading, isText: null);
            else
            {
                enums.Fault(name, "value.type", "Expected a mapping of numbers to texts.");
                reading.Enums[name] = new(new Dictionary<long, string>(), null);
            }
        }
    }

    private static Dictionary<string, TypeSpec> Types(DocumentMap map, SpecReading reading)
    {
        var types = new Dictionary<string, TypeSpec>(StringComparer.Ordinal);
        if (map.Map("types") is not { } list) return types;
        reading.TypeNames.UnionWith(list.Keys);
        foreach (var name in list.Keys.ToList())
        {
            var node = list.Node(name)!;
            if (reading.CheckName(node, $"types.{name}", name) && FieldTypeName.Read(name, ByteOrder.Big, ByteOrder.Big, out _) is not null)
                reading.Fault(node, $"types.{name}", "type.builtin", $"'{name}' is the name of a built-in type.");
            if (SequenceReader.Type(node, $"types.{name}", name, reading) is { } type) types[name] = type;
            else reading.InDoubt.Add(name);
        }

        return types;
    }
}
