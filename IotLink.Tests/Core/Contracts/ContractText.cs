using IotLink.Core.Contracts;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;

namespace IotLink.Tests.Core.Contracts;

/// <summary>Contracts about prod-a as tests write them: a property or two, the rest around it.</summary>
internal static class ContractText
{
    public const string Head = """
        apiVersion: v3.1.0
        kind: DataContract
        id: telemetry-prod-a
        version: 1.0.0
        status: active
        customProperties:
          - {property: productId, value: prod-a}

        """;

    /// <param name="properties">Entries of <c>properties:</c>, flow style, one a line.</param>
    /// <param name="quality">Entries of the object's <c>quality:</c>.</param>
    /// <param name="tail">Keys after the schema.</param>
    public static string Of(IEnumerable<string> properties, IEnumerable<string>? quality = null, string tail = "") =>
        Head + "schema:\n  - name: telemetry\n    properties:\n" + Lines(properties) + (quality is null ? "" : "    quality:\n" + Lines(quality)) + tail;

    public static CompiledContract Compile(string text, MetricSchema schema)
    {
        var faults = new List<DocumentFault>();
        var contract = CompiledContract.Compile(text, schema, faults);
        Assert.True(contract is not null, string.Join("\n", faults) + "\n" + text);
        return contract;
    }

    public static MetricSchema Schema() => new(ProductId.Parse("prod-a", null));

    public static MetricValues Values(MetricSchema schema, params (string Name, object Value)[] metrics)
    {
        var values = new MetricValues(schema);
        foreach (var (name, value) in metrics)
        {
            schema.TryGetOrAdd(name, out var slot);
            if (value is string text) values.SetText(slot, text);
            else if (value is bool truth) values.SetBoolean(slot, truth);
            else values.SetNumber(slot, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        }

        return values;
    }

    private static string Lines(IEnumerable<string> entries) => string.Concat(entries.Select(e => $"      - {e}\n"));
}
