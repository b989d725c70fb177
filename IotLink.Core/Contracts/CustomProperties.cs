using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Contracts;

/// <summary>ODCS's <c>customProperties</c>: a list of property and value.</summary>
internal sealed class CustomProperties
{
    private readonly Dictionary<string, (DocumentMap Entry, string? Value)> _values = new(StringComparer.Ordinal);

    public static CustomProperties Read(DocumentMap owner)
    {
        var result = new CustomProperties();
        foreach (var entry in owner.Maps("customProperties"))
        {
            var value = (entry.Node("value", required: true) as YamlScalarNode)?.Value;
            if (entry.Text("property", required: true) is { } name) result._values[name] = (entry, value);
            ContractDocument.Pass(entry, ["id", "description"]);
            entry.Done();
        }

        return result;
    }

    public string? Text(string name) => _values.TryGetValue(name, out var found) ? found.Value : null;

    /// <summary>One of the words, or null when absent; anything else is a fault.</summary>
    public Strictness? Strictness(string name)
    {
        if (!_values.TryGetValue(name, out var found)) return null;
        if (Enum.TryParse<Strictness>(found.Value, ignoreCase: true, out var strictness) && char.IsLetter(found.Value![0])) return strictness;
        found.Entry.Fault("value", "value.type", $"Found '{found.Value}', expected reject, drop or mark.");
        return null;
    }
}
