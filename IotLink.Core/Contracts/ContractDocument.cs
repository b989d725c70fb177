using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Contracts;

/// <summary>Reads an ODCS v3.1 YAML document. Every key the standard knows is accepted; any other is a fault.</summary>
public static class ContractDocument
{
    private static readonly string[] PassedAtTop =
    [
        "name", "tenant", "tags", "servers", "dataProduct", "description", "domain", "support", "price", "team", "roles",
        "slaDefaultElement", "slaProperties", "authoritativeDefinitions", "contractCreatedTs",
    ];

    private static readonly string[] PassedAtObject =
    [
        "id", "physicalType", "description", "businessName", "authoritativeDefinitions", "tags", "logicalType", "physicalName",
        "dataGranularityDescription", "relationships", "quality",
    ];

    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static DataContract? Read(string text, List<DocumentFault> faults)
    {
        var before = faults.Count;
        if (DocumentMap.Parse(text, faults) is not { } map) return null;
        var apiVersion = map.Text("apiVersion", required: true);
        if (apiVersion is not null && !apiVersion.StartsWith("v3.", StringComparison.Ordinal))
            map.Fault("apiVersion", "contract.api_version", $"Found '{apiVersion}', expected v3.1.0 or another v3.");
        if (map.Text("kind", required: true) is { } kind && kind != "DataContract")
            map.Fault("kind", "contract.kind", $"Found '{kind}', expected DataContract.");
        var (id, version, status) = (map.Text("id", required: true), map.Text("version", required: true), map.Text("status", required: true));
        var custom = CustomProperties.Read(map);
        var product = ProductOf(map, custom);
        var strictness = StrictnessRules.Read(custom, StrictnessRules.Default);
        var properties = new List<ContractProperty>();
        foreach (var schema in map.Maps("schema", required: true)) ReadObject(schema, strictness, properties);
        Pass(map, PassedAtTop);
        map.Done();
        return faults.Count == before ? new(id!, version!, status!, product!.Value, properties) : null;
    }

    internal static void Pass(DocumentMap map, IEnumerable<string> keys)
    {
        foreach (var key in keys) map.Node(key);
    }

    private static ProductId? ProductOf(DocumentMap map, CustomProperties custom)
    {
        if (custom.Text("productId") is { } text)
        {
            if (ProductId.TryParse(text, out var product)) return product;
            map.Fault("customProperties", "value.type", $"productId: '{text}' is no product id.");
        }
        else map.Fault("key.missing", "customProperties needs an entry with property: productId, the product whose readings this is about.");

        return null;
    }

    private static void ReadObject(DocumentMap map, StrictnessRules inherited, List<ContractProperty> properties)
    {
        map.Text("name", required: true);
        var strictness = StrictnessRules.Read(CustomProperties.Read(map), inherited);
        foreach (var property in map.Maps("properties"))
        {
            if (ContractPropertyReader.Read(property, strictness) is not { } read) continue;
            if (properties.Any(p => p.Name == read.Name)) property.Fault("name", "contract.duplicate", $"'{read.Name}' is described twice.");
            else properties.Add(read);
        }

        Pass(map, PassedAtObject);
        map.Done();
    }
}
