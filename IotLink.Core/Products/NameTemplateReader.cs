using System.Text;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads text with <c>{expression}</c> or <c>{expression:pattern}</c> in it.</summary>
internal static class NameTemplateReader
{
    public static NameTemplate? Read(DocumentMap map, string key, SpecReading reading)
    {
        if (map.Node(key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text } scalar)
            return Read(text, SpecReading.TextStart(scalar, SpecReading.Under(map, key)), reading);
        map.Fault(key, "value.type", "Expected text.");
        return null;
    }

    public static NameTemplate? Read(string text, SpecPlace start, SpecReading reading)
    {
        var parts = new List<NameTemplate.Part>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
                continue;
            }

            if (text[i] != '{')
            {
                literal.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < 0)
            {
                reading.Faults.Add(new("template.open", "A '{' without its '}'; write '{{' for a brace.", start.Line, start.Column + i, start.Path));
                return null;
            }

            if (literal.Length > 0) parts.Add(new(literal.ToString(), null, null));
            literal.Clear();
            if (Value(text[(i + 1)..end], start with { Column = start.Column + i + 1 }, reading) is not { } part) return null;
            parts.Add(part);
            i = end;
        }

        if (literal.Length > 0) parts.Add(new(literal.ToString(), null, null));
        return new(text, parts);
    }

    private static NameTemplate.Part? Value(string inner, SpecPlace start, SpecReading reading)
    {
        var colon = inner.Contains('?', StringComparison.Ordinal) ? -1 : inner.LastIndexOf(':');
        var pattern = colon < 0 ? null : inner[(colon + 1)..];
        if (pattern is not null && !NumberText.IsPattern(pattern))
        {
            reading.Faults.Add(new("template.pattern", $"Pattern '{pattern}' is not known: x, X, d with a width (x2), or digits such as 0.00.", start.Line, start.Column + colon + 1, start.Path));
            return null;
        }

        var expression = SpecExpression.Parse(colon < 0 ? inner : inner[..colon], start, reading.Faults);
        return new(null, expression, pattern);
    }
}
