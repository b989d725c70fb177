using System.Text;
using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products.Framing;

/// <summary>Bytes in a document: a list of numbers (<c>[0x78, 0x78]</c>), one number, or quoted ASCII text (<c>"$$"</c>).</summary>
internal static class DocumentBytes
{
    private const int MaxCount = 16;

    public static byte[]? Bytes(this DocumentMap map, string key, bool required = false) =>
        map.Node(key, required) is { } node ? map.Bytes(node, map.Path.Length == 0 ? key : $"{map.Path}.{key}") : null;

    public static byte[]? Bytes(this DocumentMap map, YamlNode node, string path)
    {
        var bytes = node switch
        {
            YamlSequenceNode list => FromList(list),
            YamlScalarNode { Value: { Length: > 0 } text, Style: YamlDotNet.Core.ScalarStyle.Plain } => ParseByte(text) is { } b ? [b] : null,
            YamlScalarNode { Value: { Length: > 0 } text } when text.All(char.IsAscii) => Encoding.ASCII.GetBytes(text),
            _ => null,
        };
        if (bytes is { Length: > 0 and <= MaxCount }) return bytes;
        map.Faults.Add(DocumentMap.At(node, path, "value.bytes",
            $"Expected 1 to {MaxCount} bytes: [0x78, 0x78], 0x7e or quoted ASCII text."));
        return null;
    }

    public static int? Small(this DocumentMap map, string key, int min, bool required = false)
    {
        if (map.Integer(key, required) is not { } value) return null;
        if (value >= min && value <= FramingSpec.LargestMaxLength) return (int)value;
        map.Fault(key, "value.range", $"Expected {min} to {FramingSpec.LargestMaxLength} (was {value}).");
        return null;
    }

    public static byte? ParseByte(string text) => DocumentMap.ParseInteger(text) is { } value and >= 0 and <= 255 ? (byte)value : null;

    private static byte[]? FromList(YamlSequenceNode list)
    {
        var bytes = new byte[list.Children.Count];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (list.Children[i] is not YamlScalarNode { Value: { } text } || ParseByte(text) is not { } value) return null;
            bytes[i] = value;
        }

        return bytes;
    }
}
