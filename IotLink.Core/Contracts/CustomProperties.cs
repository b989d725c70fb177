using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Contracts;

/// <summary>ODCS's <c>customProperties</c>: a list of property and value.</summary>
internal sealed class CustomProperties
{
    private readonly Dictionary<string, (DocumentMap Entry, YamlNode Value)> _values = new(StringComparer.Ordinal);

    public static CustomProperties Read(DocumentMap owner)
    {
        var result = new CustomProperties();
        foreach (var entry in owner.Maps("customProperties"))
        {
            var value = entry.Node("value", required: true);
            if (entry.Text("property", required: true) is { } name && value is not null) result._values[name] = (entry, value);
            ContractDocument.Pass(entry, ["id", "description"]);
            entry.Done();
        }

        return result;
    }

    public string? Text(string name) => (_values.GetValueOrDefault(name).Value as YamlScalarNode)?.Value;

    public ContractUnit? Unit()
    {
        if (!_values.TryGetValue("unit", out var found)) return null;
        if (found.Value is YamlScalarNode { Value: { Length: > 0 } text } node)
            return new(text, (int)node.Start.Line, (int)node.Start.Column, $"{found.Entry.Path}.value");
        found.Entry.Fault("value", "value.type", "Expected a unit, such as degC.");
        return null;
    }

    /// <summary>One of the words, or null when absent; anything else is a fault.</summary>
    public Strictness? Strictness(string name)
    {
        if (!_values.TryGetValue(name, out var found)) return null;
        var text = (found.Value as YamlScalarNode)?.Value;
        if (text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse<Strictness>(text, ignoreCase: true, out var strictness)) return strictness;
        found.Entry.Fault("value", "value.type", $"Found '{text}', expected reject, drop or mark.");
        return null;
    }
}
