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
        return field with
        {
            Linear = Linear.Of(SpecReading.Fraction(map, "scale"), SpecReading.Fraction(map, "offset")),
            Round = (int?)round,
            Absent = reading.Numbers(map, "absent"),
            Clamp = Clamp(map, reading),
            Enum = EnumReader.Read(map, reading),
            Flags = Flags(map),
            Valid = Valid(map, reading),
        };
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
