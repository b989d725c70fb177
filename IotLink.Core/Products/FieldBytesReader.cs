using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the keys that say which bytes a field takes and how: type, size, pos, repeat, contents, text keys.</summary>
internal static class FieldBytesReader
{
    public static FieldSpec Read(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        var contents = reading.Bytes(map, "contents");
        field = field with
        {
            Contents = map.Has("contents") ? contents : null,
            Size = reading.Expression(map, "size"),
            SizeToEnd = map.Flag("size-eos") ?? false,
            Position = reading.Expression(map, "pos"),
            Repeat = Repeat(map, reading),
            Encoding = Encoding(map),
            Terminator = Terminator(map),
            Xor = Xor(map),
        };
        field = field with { Type = Type(map, field, reading) };
        if (field.Type is TimeType) field = field with { TimePattern = TimePattern(map) };
        CheckFit(map, field);
        return field;
    }

    private static FieldType? Type(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        if (map.Node("type") is not { } node)
        {
            if (field is { Contents: null, Size: null, SizeToEnd: false })
                map.Fault("key.missing", "A field needs a 'type', a 'size' or 'contents'.");
            return new BytesType();
        }

        if (node is YamlScalarNode { Value: { Length: > 0 } name }) return TypeReader.Read(name, node, $"{map.Path}.type", reading);
        if (node is not YamlMappingNode) map.Fault("type", "value.type", "Expected a type's name, or a mapping with 'switch-on' and 'cases'.");
        return null;
    }

    private static RepeatSpec? Repeat(DocumentMap map, SpecReading reading)
    {
        var (count, until) = (reading.Expression(map, "repeat-expr"), reading.Expression(map, "repeat-until"));
        switch (map.Text("repeat"))
        {
            case null: return null;
            case "eos": return new(RepeatKind.ToEnd, null);
            case "expr":
                if (!map.Has("repeat-expr")) map.Fault("repeat", "key.missing", "'repeat: expr' needs 'repeat-expr', the count.");
                return new(RepeatKind.Count, count);
            case "until":
                if (!map.Has("repeat-until")) map.Fault("repeat", "key.missing", "'repeat: until' needs 'repeat-until', the condition that ends it.");
                return new(RepeatKind.Until, until);
            default:
                map.Fault("repeat", "value.type", "Expected eos, expr or until.");
                return null;
        }
    }

    private static byte? Terminator(DocumentMap map)
    {
        var value = map.Integer("terminator");
        if (value is < 0 or > 255) map.Fault("terminator", "value.range", "Expected a byte, 0 to 255.");
        return (byte?)value;
    }

    private static string? TimePattern(DocumentMap map)
    {
        if (map.Text("format") is not { } pattern) return null;
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(pattern, System.Globalization.CultureInfo.InvariantCulture);
            return pattern;
        }
        catch (FormatException)
        {
            map.Fault("format", "value.type", "Expected a pattern of yyyy MM dd HH mm ss fff.");
            return null;
        }
    }

    private static TextEncoding Encoding(DocumentMap map)
    {
        switch (map.Text("encoding")?.ToUpperInvariant())
        {
            case null or "ASCII": return TextEncoding.Ascii;
            case "UTF-8": return TextEncoding.Utf8;
            case "UTF-16BE": return TextEncoding.Utf16Be;
            case "UTF-16LE": return TextEncoding.Utf16Le;
            default:
                map.Fault("encoding", "value.type", "Expected ASCII, UTF-8, UTF-16BE or UTF-16LE.");
                return TextEncoding.Ascii;
        }
    }

    private static byte[] Xor(DocumentMap map)
    {
        if (map.Text("process") is not { } text) return [];
        if (text.StartsWith("xor(", StringComparison.Ordinal) && text.EndsWith(')'))
        {
            var keys = text[4..^1].Split(',', StringSplitOptions.TrimEntries).Select(DocumentMap.ParseInteger).ToList();
            if (keys.All(k => k is >= 0 and <= 255)) return [.. keys.Select(k => (byte)k!.Value)];
        }

        map.Fault("process", "value.type", "Expected xor(0x5a), or several bytes: xor(1, 2, 3).");
        return [];
    }

    private static void CheckFit(DocumentMap map, FieldSpec field)
    {
        if (field.Type is TextType { Terminated: false } or HexType && field is { Size: null, SizeToEnd: false })
            map.Fault("key.missing", "A text needs 'size', or 'size-eos: true' for the rest of the bytes.");
        if (field.Xor.Count > 0 && field is { Size: null, SizeToEnd: false })
            map.Fault("process", "key.missing", "'process' needs a 'size' or 'size-eos: true': the bytes it works on.");
        if (field.Type is null or IntegerType or FloatType or BitsType or BcdType or BooleanType) return;
        foreach (var key in (string[])["scale", "offset", "round", "absent", "clamp", "enum", "flags", "valid"])
        {
            if (map.Has(key)) map.Fault(key, "key.unfit", $"'{key}' fits numbers only.");
        }
    }
}
