using System.Globalization;
using System.Text.RegularExpressions;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>What the readers of one spec share: the byte order in force, the enums by name, and the fault list.</summary>
internal sealed partial class SpecReading(List<DocumentFault> faults)
{
    private const int MostInRange = 256;

    public List<DocumentFault> Faults { get; } = faults;

    public ByteOrder? Order { get; set; }

    public ByteOrder BitOrder { get; set; }

    /// <summary>What columns are cut at.</summary>
    public byte Delimiter { get; set; } = (byte)',';

    public Dictionary<string, EnumSpec> Enums { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the spec's enums could not be read: then none is called unknown.</summary>
    public bool EnumsLost { get; set; }

    /// <summary>The types the document has, readable or not.</summary>
    public HashSet<string> TypeNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of which a fault already told: nothing more is said about them.</summary>
    public HashSet<string> InDoubt { get; } = new(StringComparer.Ordinal) { SpecExpression.UnreadName };

    /// <summary>Fields whose condition or metric may be another than was read.</summary>
    public HashSet<SpecPlace> Unsure { get; } = [];

    public static SpecPlace Place(YamlNode node, string path) => new((int)node.Start.Line, (int)node.Start.Column, path);

    /// <summary>Takes over <c>endian</c>, <c>bit-endian</c> and <c>delimiter</c> of a <c>meta</c> mapping.</summary>
    public void Orders(DocumentMap meta)
    {
        Order = Side(meta, "endian") ?? Order;
        BitOrder = Side(meta, "bit-endian") ?? BitOrder;
        if (meta.MayMean("endian")) Order ??= ByteOrder.Big;
        if (meta.Text("delimiter") is not { } mark) return;
        if (mark is [< (char)128]) Delimiter = (byte)mark[0];
        else meta.Fault("delimiter", "value.type", "A delimiter is one ASCII character.");
    }

    public SpecExpression? Expression(DocumentMap map, string key) =>
        map.Node(key) is { } node ? Expression(node, Under(map, key)) : null;

    public SpecExpression Expression(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text } scalar) return SpecExpression.Parse(text, TextStart(scalar, path), Faults);
        Fault(node, path, "value.type", "Expected an expression.");
        return SpecExpression.Unread(Place(node, path));
    }

    /// <summary>Where a scalar's text begins, behind its quote or block mark.</summary>
    public static SpecPlace TextStart(YamlScalarNode node, string path) => node.Style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted => new((int)node.Start.Line, (int)node.Start.Column + 1, path),
        YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded => new((int)node.Start.Line + 1, 1, path),
        _ => Place(node, path),
    };

    public static Rational? Fraction(DocumentMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (Rational.Parse(text) is { } value) return value;
        map.Fault(key, "value.type", $"Expected a number such as 0.1, 1e-6 or 1/1800000, found '{text}'.");
        return null;
    }

    /// <summary>A number, or a list of them; decimal or <c>0x</c>, true and false for 1 and 0.</summary>
    public IReadOnlyList<double> Numbers(DocumentMap map, string key) =>
        map.Node(key) is { } node ? Numbers(node, Under(map, key)) : [];

    public IReadOnlyList<double> Numbers(YamlNode node, string path)
    {
        var values = new List<double>();
        foreach (var item in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (item is YamlScalarNode { Value: { } text } && Number(text) is { } value) values.Add(value);
            else Fault(item, path, "value.type", "Expected a number.");
        }

        return values;
    }

    /// <summary>Numbers and ranges of them, such as <c>0xfff0..0xffff</c>.</summary>
    public IReadOnlyList<NumberRange> Ranges(DocumentMap map, string key)
    {
        var ranges = new List<NumberRange>();
        if (map.Node(key) is not { } node) return ranges;
        foreach (var item in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (item is YamlScalarNode { Value: { } text } && NumberRange.Parse(text) is { } range) ranges.Add(range);
            else Fault(item, Under(map, key), "value.type", "Expected a number, or a range such as 0xfff0..0xffff.");
        }

        return ranges;
    }

    public IReadOnlyList<int> WholeNumbers(DocumentMap map, string key, int max)
    {
        if (map.Node(key) is YamlScalarNode { Value: { } text } && text.Split("..") is [var first, var last]
            && Number(first) is { } low && Number(last) is { } high && low >= 0 && low <= high && high <= max && high - low < MostInRange)
            return [.. Enumerable.Range((int)low, (int)(high - low) + 1)];
        var values = Numbers(map, key);
        if (values.All(v => v >= 0 && v <= max && v == Math.Truncate(v))) return [.. values.Select(v => (int)v)];
        map.Fault(key, "value.range", $"Expected whole numbers from 0 to {max}.");
        return [];
    }

    public IReadOnlyList<byte> Bytes(DocumentMap map, string key)
    {
        if (map.Node(key) is not { } node) return [];
        if (node is YamlScalarNode { Style: not YamlDotNet.Core.ScalarStyle.Plain, Value: { } text }) return System.Text.Encoding.UTF8.GetBytes(text);
        return [.. WholeNumbers(map, key, 255).Select(v => (byte)v)];
    }

    public static double? Number(string text) =>
        text is "true" or "false" ? (text == "true" ? 1 : 0)
        : DocumentMap.ParseInteger(text) is { } whole ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : null;

    public static string? IdIn(YamlMappingNode node) =>
        node.Children.TryGetValue(new YamlScalarNode("id"), out var id) ? (id as YamlScalarNode)?.Value : null;

    /// <summary>Whether <paramref name="id"/> can be used as a name in expressions; a fault otherwise.</summary>
    public bool CheckName(YamlNode node, string path, string id)
    {
        if (Name().IsMatch(id)) return true;
        InDoubt.UnionWith(DoubtfulNames.Words(id));
        Fault(node, path, "name.invalid", $"'{id}' is no name: a letter, then letters, digits and _. Other texts can be given as 'metric'.");
        return false;
    }

    public void Fault(YamlNode node, string path, string code, string message) => Faults.Add(DocumentMap.At(node, path, code, message));

    public static string Under(DocumentMap map, string key) => map.Path.Length == 0 ? key : $"{map.Path}.{key}";

    private static ByteOrder? Side(DocumentMap meta, string key)
    {
        switch (meta.Text(key))
        {
            case null: return null;
            case "be": return ByteOrder.Big;
            case "le": return ByteOrder.Little;
            default:
                meta.Fault(key, "value.type", "Expected 'be' (most significant first) or 'le'.");
                return ByteOrder.Big;
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Name();
}
