using IotLink.Core.Documents;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Products;

/// <summary>Reads the keys that say how a raw number becomes a value: scale, offset, round, absent, clamp, enum, flags, valid.</summary>
internal static class ValueReader
{
    private const int MaxDigits = 12;

    public static FieldSpec Read(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        var round = map.Integer("round");
        if (round is < 0 or > MaxDigits) map.Fault("round", "value.range", $"Expected 0 to {MaxDigits} digits.");
        var isText = map.Node("type") is YamlScalarNode { Value: "str" or "strz" or "hex" or "hexle" };
        return Factors(map, field, reading) with
        {
            Round = (int?)round,
            Absent = isText ? [] : reading.Ranges(map, "absent"),
            AbsentTexts = isText ? AbsentTexts(map) : [],
            Lookup = LookupReader.Read(map, reading),
            Pieces = PieceReader.Read(map),
            Sign = map.Choice<SignCoding>("sign") ?? SignCoding.None,
            IsEventTime = map.Flag("event-time") ?? false,
            UtcOffset = UtcOffset(map, reading),
            Clamp = Clamp(map, reading),
            Enum = EnumReader.Read(map, reading, isText),
            Flags = Flags(map),
            Valid = Valid(map, reading),
        };
    }

    /// <summary>What fits a value of JSON or CSV; whether it is a number is said, not read from the bytes.</summary>
    public static FieldSpec ReadText(DocumentMap map, FieldSpec field, MetricKind kind, SpecReading reading)
    {
        var round = map.Integer("round");
        if (round is < 0 or > MaxDigits) map.Fault("round", "value.range", $"Expected 0 to {MaxDigits} digits.");
        return field with
        {
            Linear = Linear.Of(SpecReading.Fraction(map, "scale"), SpecReading.Fraction(map, "offset")),
            Round = (int?)round,
            Clamp = Clamp(map, reading),
            Absent = kind == MetricKind.Number ? reading.Ranges(map, "absent") : [],
            AbsentTexts = kind == MetricKind.Number ? [] : AbsentTexts(map),
            Enum = EnumReader.Read(map, reading, kind == MetricKind.Text),
        };
    }

    /// <summary>Numbers are kept exactly; as soon as one is an expression, both are.</summary>
    private static FieldSpec Factors(DocumentMap map, FieldSpec field, SpecReading reading)
    {
        var (scale, offset) = (map.Text("scale"), map.Text("offset"));
        if ((scale is null || Rational.Parse(scale) is not null) && (offset is null || Rational.Parse(offset) is not null))
            return field with { Linear = Linear.Of(scale is null ? null : Rational.Parse(scale), offset is null ? null : Rational.Parse(offset)) };
        return field with { Scale = reading.Expression(map, "scale"), Offset = reading.Expression(map, "offset") };
    }

    private static SpecExpression? UtcOffset(DocumentMap map, SpecReading reading)
    {
        if (map.Text("utc-offset") is not { } text || map.Node("utc-offset") is not YamlScalarNode node) return null;
        var start = SpecReading.TextStart(node, SpecReading.Under(map, "utc-offset"));
        if (text is not ['+' or '-', _, _, ':', _, _]) return SpecExpression.Parse(text, start, reading.Faults);
        if (TimeSpan.TryParseExact(text[1..], "hh\\:mm", System.Globalization.CultureInfo.InvariantCulture, out var offset))
        {
            var minutes = (text[0] == '-' ? -1 : 1) * offset.TotalMinutes;
            return SpecExpression.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{minutes} / 60"), start, reading.Faults);
        }

        map.Fault("utc-offset", "value.type", "Expected +09:00, or hours as a number or an expression.");
        return null;
    }

    private static List<string> AbsentTexts(DocumentMap map)
    {
        var node = map.Node("absent");
        var texts = (node as YamlSequenceNode)?.Children ?? (node is null ? [] : [node]);
        return [.. texts.OfType<YamlScalarNode>().Select(t => t.Value ?? "")];
    }

    private static (double Min, double Max)? Clamp(DocumentMap map, SpecReading reading)
    {
        if (!map.Has("clamp")) return null;
        var ends = reading.Numbers(map, "clamp");
        if (ends.Count == 2 && ends[0] <= ends[1]) return (ends[0], ends[1]);
        map.Fault("clamp", "value.type", "Expected the smallest and the largest value: [0, 100].");
        return null;
    }

    private static List<string?> Flags(DocumentMap map)
    {
        var names = new List<string?>();
        foreach (var (node, path) in map.Items("flags"))
        {
            if (node is YamlScalarNode { Value: var text }) names.Add(text is null or "" or "~" or "null" ? null : text);
            else map.Faults.Add(DocumentMap.At(node, path, "value.type", "Expected the bit's name, or ~ for none."));
        }

        if (names.Count > 64) map.Fault("flags", "value.range", "At most 64 bits.");
        return names;
    }

    private static ValidSpec? Valid(DocumentMap map, SpecReading reading)
    {
        switch (map.Node("valid"))
        {
            case null: return null;
            case YamlMappingNode node:
                var keys = DocumentMap.From(node, SpecReading.Under(map, "valid"), map.Faults)!;
                var anyOf = keys.Has("eq") ? reading.Numbers(keys, "eq") : reading.Numbers(keys, "any-of");
                var valid = new ValidSpec(keys.Number("min"), keys.Number("max"), anyOf, reading.Expression(keys, "expr"));
                keys.Done();
                return valid;
            case var node:
                return new(null, null, reading.Numbers(node, SpecReading.Under(map, "valid")), null);
        }
    }
}
