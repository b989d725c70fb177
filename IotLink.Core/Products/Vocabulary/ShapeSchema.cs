using System.Text.Json.Nodes;

namespace IotLink.Core.Products.Vocabulary;

/// <summary>What each shape of value is in a JSON Schema. What YAML takes for a number or a boolean is a text where a text is meant.</summary>
internal static class ShapeSchema
{
    private const string WholeNumber = "^(-?[0-9]+|0[xX][0-9a-fA-F]+)$";
    private const string Ranges = "^ *(-?[0-9]+|0[xX][0-9a-fA-F]+)( *(\\.\\.|,) *(-?[0-9]+|0[xX][0-9a-fA-F]+))* *$";

    public static JsonObject Reference(string section) => new() { ["$ref"] = $"#/$defs/{section}" };

    public static JsonObject Of(SpecKey key) => key.Shape switch
    {
        KeyShape.Any => [],
        KeyShape.Flag => Typed("boolean"),
        KeyShape.Number => Typed("number"),
        KeyShape.WholeNumber => Whole(WholeNumber),
        KeyShape.WholeNumbers => OneOrMany(Whole(Ranges)),
        KeyShape.Numbers => OneOrMany(Typed("number", "string")),
        KeyShape.Bytes => OneOrMany(Typed("integer", "string")),
        KeyShape.Text or KeyShape.Template or KeyShape.Expression or KeyShape.Factor => Scalar(),
        KeyShape.Choice => Words(key),
        KeyShape.Texts => List(Typed("string", "number", "boolean", "null")),
        KeyShape.Section => Reference(key.Section!),
        KeyShape.SectionList => List(Reference(key.Section!)),
        KeyShape.SectionMap => Map(Reference(key.Section!)),
        KeyShape.TextOrSection => Any(Scalar(), Reference(key.Section!)),
        KeyShape.TextOrSectionMap => Map(Any(Scalar(), Reference(key.Section!))),
        KeyShape.ChoiceOrSection => Any(key.Choices.Count > 0 ? Words(key) : Scalar(), Reference(key.Section!)),
        KeyShape.Type => Any(Typed("string"), Reference("switch")),
        KeyShape.Enum => Any(Typed("string"), Map(Name())),
        KeyShape.Enums => Map(Map(Name())),
        KeyShape.Lookup => Map(Scalar()),
        KeyShape.Valid => Any(Scalar(), List(Scalar()), Reference(key.Section!)),
        KeyShape.Case => Case(),
        KeyShape.Cases => Map(Case()),
        KeyShape.Values => Map(Typed("string", "number", "boolean", "null")),
        KeyShape.ValuesList => List(Map(Typed("string", "number", "boolean", "null"))),
        KeyShape.ByteMap => Map(Typed("integer", "string")),
        _ => throw new InvalidOperationException($"{key.Shape} has no schema."),
    };

    private static JsonObject Scalar() => Typed("string", "number", "boolean");

    private static JsonObject Words(SpecKey key) => new() { ["enum"] = new JsonArray([.. key.Choices.Select(c => (JsonNode?)JsonValue.Create(c))]) };

    /// <summary>A pattern holds for texts only; a number passes it by.</summary>
    private static JsonObject Whole(string pattern)
    {
        var whole = Typed("integer", "string");
        whole["pattern"] = pattern;
        return whole;
    }

    /// <summary>The text of a number; KSY also allows <c>{id: ...}</c>.</summary>
    private static JsonObject Name() => Any(Scalar(), Typed("object"));

    private static JsonObject Case() => Any(Typed("string"), Reference("field"), List(Reference("field")));

    private static JsonObject OneOrMany(JsonObject one) => Any(one, List((JsonObject)one.DeepClone()));

    private static JsonObject List(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject Map(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject Any(params JsonObject[] choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    private static JsonObject Typed(params string[] types) =>
        new() { ["type"] = types.Length == 1 ? JsonValue.Create(types[0]) : new JsonArray([.. types.Select(t => (JsonNode?)JsonValue.Create(t))]) };
}
