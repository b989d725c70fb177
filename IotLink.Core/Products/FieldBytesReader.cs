using IotLink.Core.Documents;
using IotLink.Core.Products.Framing;
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
            Process = ProcessReader.Read(map, reading),
            Value = reading.Expression(map, "value"),
            Column = reading.Expression(map, "column"),
            Delimiter = reading.Delimiter,
            Trim = map.Flag("trim") ?? false,
            Separator = map.Text("separator") ?? "",
            IsUpper = map.Flag("upper") ?? false,
            Checksum = ChecksumOf(map, reading),
        };
        field = field with { Type = Type(map, field, reading), Samples = SampleReader.Read(map, reading) };
        if (field is { Type: TimeType { Pattern: { } pattern }, Size: null, SizeToEnd: false, Terminator: null, Column: null })
            field = field with { Size = SpecExpression.Parse(pattern.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), field.Place, []) };
        if (field.Type is TimeType) field = field with { IsTime = true, TimePattern = TimePattern(map) };
        if (!IsTypeLost(map, field, reading)) CheckFit(map, field);
        return field;
    }

    /// <summary>Whether its type is told to be wrong elsewhere, so that nobody knows what fits it.</summary>
    public static bool IsTypeLost(DocumentMap map, FieldSpec field, SpecReading reading) =>
        field.Type is NamedType named ? !reading.TypeNames.Contains(named.Name)
        : field.Type is null ? map.Has("type") && map.Node("type") is not YamlMappingNode and not YamlScalarNode { Value: "datetime" }
        : map.MayMean("type");

    private static FieldType? Type(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        if (map.Node("seq") is { } seq)
        {
            if (map.Has("type")) map.Fault("seq", "key.conflict", "Give 'seq' or 'type', not both.");
            return new BlockType(SequenceReader.Fields(seq, SpecReading.Under(map, "seq"), reading));
        }

        if (map.Node("type") is not { } node)
        {
            if (field is { Contents: null, Size: null, SizeToEnd: false })
                map.Missing(["type", "size", "contents", "size-eos", "value", "format", "seq"], "A field needs a 'type', a 'size' or 'contents'.");
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
                if (count is null) map.Missing(["repeat-expr"], "'repeat: expr' needs 'repeat-expr', the count.", at: "repeat");
                return new(RepeatKind.Count, count);
            case "until":
                if (until is null) map.Missing(["repeat-until"], "'repeat: until' needs 'repeat-until', the condition that ends it.", at: "repeat");
                return new(RepeatKind.Until, until);
            default:
                map.Fault("repeat", "value.type", "Expected eos, expr or until.");
                return null;
        }
    }

    private static byte? Terminator(DocumentMap map)
    {
        if (map.Node("terminator") is YamlScalarNode { Style: not YamlDotNet.Core.ScalarStyle.Plain, Value: [var mark] } && mark < 128) return (byte)mark;
        var value = map.Integer("terminator");
        if (value is < 0 or > 255) map.Fault("terminator", "value.range", "Expected a byte, 0 to 255, or a quoted character.");
        return (byte?)value;
    }

    internal static string? TimePattern(DocumentMap map)
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

    private static FieldChecksum? ChecksumOf(DocumentMap map, SpecReading reading)
    {
        if (!map.Has("checksum") || map.Map("checksum") is not { } keys) return null;
        var word = keys.Text("kind", required: true);
        var kind = word is null ? null : ChecksumKinds.Parse(word);
        if (word is not null && kind is null) keys.Fault("kind", "framing.checksum", $"Unknown checksum '{word}'. Known: {string.Join(", ", ChecksumKinds.Names)}.");
        var checksum = new FieldChecksum(kind ?? default, reading.Expression(keys, "from"), reading.Expression(keys, "to"));
        keys.Done();
        return checksum;
    }

    private static void CheckFit(DocumentMap map, FieldSpec field)
    {
        var isOpen = field is { Size: null, SizeToEnd: false, Terminator: null, Column: null } && !map.Has("terminator");
        if (field.Type is TextType { Terminated: false } or HexType or NumeralType { Digits: null } or TimeType { Format: TimeFormat.Text } && isOpen)
            map.Missing(["size", "terminator", "size-eos", "column"], "A text needs 'size', a 'terminator', or 'size-eos: true' for the rest of the bytes.");
        if (field.Process is not null && field is { Size: null, SizeToEnd: false })
            map.Missing(["size", "size-eos"], "'process' needs a 'size' or 'size-eos: true': the bytes it works on.", at: "process");
        if (field.Checksum is not null && field.Type is not (IntegerType or NumeralType { Radix: 16 }))
            map.Fault("checksum", "key.unfit", "'checksum' fits whole numbers only (u1, u2, u4, hexdec).");
        if (field.Sign != SignCoding.None && field.Type is not (IntegerType { Signed: false } or BitsType { Signed: false, AreDigits: false }))
            map.Fault("sign", "key.unfit", "'sign' fits unsigned numbers only: u1 to u8, b2 to b64.");
        if (field.Type is not HexType && (map.Has("separator") || map.Has("upper")))
            map.Fault(map.Has("separator") ? "separator" : "upper", "key.unfit", "'separator' and 'upper' fit hex and hexle only.");
        if (field.Separator.Length > 3) map.Fault("separator", "value.range", "At most three characters.");
        if (field.Type is null or IntegerType or FloatType or BitsType or BcdType or BooleanType or DecimalFloatType or SmallFloatType or NumeralType or VarintType) return;
        var time = field.Type is TimeType;
        var text = field.Type is TextType or HexType;
        foreach (var key in (string[])["scale", "offset", "round", "clamp", "flags", "lookup", "piecewise", .. text ? (string[])[] : ["enum"], .. time ? (string[])[] : ["valid", "value", "event-time"]])
        {
            if (map.Has(key)) map.Fault(key, "key.unfit", $"'{key}' fits numbers only.");
        }

        if (map.Has("absent") && field.Type is not (TimeType or TextType or HexType)) map.Fault("absent", "key.unfit", "'absent' fits numbers and texts only.");
    }
}
