using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads <c>process</c>: <c>xor(0x5a)</c>, <c>xor(1, 2, 3)</c>, <c>xor(key)</c>, <c>add(1)</c>, <c>sub(0x33)</c>, <c>reverse</c>, <c>swap</c>, <c>hex</c>.</summary>
internal static class ProcessReader
{
    public static ByteProcess? Read(DocumentMap map, SpecReading reading)
    {
        if (map.Text("process") is not { } text) return null;
        switch (text)
        {
            case "reverse": return new(ProcessKind.Reverse, [], null);
            case "hex": return new(ProcessKind.Hex, [], null);
            case "swap": return new(ProcessKind.Swap, [], null);
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        ProcessKind? kind = open < 0 || !text.EndsWith(')') ? null : text[..open] switch
        {
            "xor" => ProcessKind.Xor,
            "add" => ProcessKind.Add,
            "sub" => ProcessKind.Sub,
            _ => null,
        };
        if (kind is null || map.Node("process") is not YamlScalarNode node) return Wrong();
        var inner = text[(open + 1)..^1];
        var keys = inner.Split(',', StringSplitOptions.TrimEntries).Select(DocumentMap.ParseInteger).ToList();
        if (keys.All(k => k is >= 0 and <= 255)) return new(kind.Value, [.. keys.Select(k => (byte)k!.Value)], null);
        if (keys.Any(k => k is not null)) return Wrong();
        var start = SpecReading.TextStart(node, SpecReading.Under(map, "process"));
        return new(kind.Value, [], SpecExpression.Parse(inner, start with { Column = start.Column + open + 1 }, reading.Faults));

        ByteProcess? Wrong()
        {
            map.Fault("process", "value.type", "Expected xor(0x5a), several bytes: xor(1, 2, 3), a value: xor(key), add(1), sub(0x33), reverse, swap (the halves of each byte) or hex (digits as text).");
            return null;
        }
    }
}
