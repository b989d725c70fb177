using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>Reads an ODCS v3.1 YAML document. Every key the standard knows is accepted; any other is a fault.</summary>
public static class ContractDocument
{
    internal static readonly string[] Versions = ["v3.1.0", "v3.0.2", "v3.0.1", "v3.0.0"];

    internal static readonly string[] PassedAtTop =
    [
        "name", "tenant", "tags", "servers", "dataProduct", "description", "domain", "support", "price", "team", "roles",
        "authoritativeDefinitions", "contractCreatedTs",
    ];

    internal static readonly string[] PassedAtObject =
    [
        "id", "physicalType", "description", "businessName", "authoritativeDefinitions", "tags", "physicalName",
        "dataGranularityDescription", "relationships",
    ];

    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static DataContract? Read(string text, List<DocumentFault> faults)
    {
        var before = faults.Count;
        if (DocumentMap.Parse(text, faults) is not { } map) return null;
        Word(map, "apiVersion", "contract.api_version", Versions);
        Word(map, "kind", "contract.kind", "DataContract");
        var (id, version, status) = (map.Text("id", required: true), map.Text("version", required: true), map.Text("status", required: true));
        var custom = CustomProperties.Read(map);
        var product = ProductOf(map, custom);
        var reading = new ContractReading();
        var strictness = StrictnessRules.Read(custom, StrictnessRules.Default);
        foreach (var schema in map.Maps("schema", required: true)) ReadObject(schema, strictness, reading);
        FreshnessReader.Read(map, reading);
        Pass(map, PassedAtTop);
        map.Done();
        faults.SortByPlace(before);
        if (faults.Count > before) return null;
        return new(id!, version!, status!, product!.Value, reading.Properties)
        {
            CrossField = reading.CrossField,
            Freshness = reading.Freshness,
            NotChecked = reading.NotChecked,
        };
    }

    internal static void Pass(DocumentMap map, IEnumerable<string> keys)
    {
        foreach (var key in keys) map.Node(key);
    }

    private static void Word(DocumentMap map, string key, string code, params string[] expected)
    {
        if (map.Text(key, required: true) is { } found && !expected.Contains(found, StringComparer.Ordinal))
            map.Fault(key, code, $"Found '{found}', expected {string.Join(" or ", expected)}.");
    }

    private static ProductId? ProductOf(DocumentMap map, CustomProperties custom)
    {
        if (custom.Text("productId") is { } text)
        {
            if (ProductId.TryParse(text, out var product)) return product;
            map.Fault("customProperties", "value.type", $"productId: '{text}' is no product id.");
        }
        else map.Missing(["customProperties"], "customProperties needs an entry with property: productId, the product whose readings this is about.");

        return null;
    }

    private static void ReadObject(DocumentMap map, StrictnessRules inherited, ContractReading reading)
    {
        if (map.Text("name", required: true) is { } name) reading.Objects.Add(name);
        if (map.Text("logicalType") is { } type && type != "object")
            map.Fault("logicalType", "value.type", $"Found '{type}', expected object: an entry of schema is a kind of reading.");
        var strictness = StrictnessRules.Read(CustomProperties.Read(map), inherited);
        foreach (var property in map.Maps("properties"))
        {
            if (ContractPropertyReader.Read(property, strictness, reading) is not { } read) continue;
            if (reading.Properties.Any(p => p.Name == read.Name)) property.Fault("name", "contract.duplicate", $"'{read.Name}' is described twice.");
            else reading.Properties.Add(read);
        }

        new QualityReader(reading, strictness, metric: null).Read(map);
        Pass(map, PassedAtObject);
        map.Done();
    }
}
