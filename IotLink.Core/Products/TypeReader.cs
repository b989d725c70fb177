using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads a type's name: a built-in one, or one of the spec's own with arguments, <c>record(ch, 2)</c>.</summary>
internal static class TypeReader
{
    public static FieldType? Read(string name, YamlNode node, string path, SpecReading reading)
    {
        var type = FieldTypeName.Read(name, reading.Order, reading.BitOrder, out var fault);
        if (fault is not null) reading.Fault(node, path, "type.unusable", fault);
        return type ?? Named(name, (YamlScalarNode)node, path, reading);
    }

    private static NamedType Named(string text, YamlScalarNode node, string path, SpecReading reading)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return new(text, []);
        var arguments = new List<SpecExpression>();
        var name = text[..open].Trim();
        if (!text.EndsWith(')'))
        {
            reading.Fault(node, path, "type.syntax", "Expected ')' at the end of the arguments.");
            reading.InDoubt.Add(name);
        }

        var start = SpecReading.TextStart(node, path);
        var (depth, from) = (0, open + 1);
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '(') depth++;
            if (text[i] == ')') depth--;
            if (!(depth == 1 && text[i] == ',') && !(depth == 0 && text[i] == ')')) continue;
            arguments.Add(SpecExpression.Parse(text[from..i], start with { Column = start.Column + from }, reading.Faults));
            from = i + 1;
        }

        return new(name, arguments);
    }
}
