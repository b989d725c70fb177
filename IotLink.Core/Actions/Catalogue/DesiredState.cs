using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>What a shadow is to say, with places for a command's id and parameters; and whether a device reports it.</summary>
public static class DesiredState
{
    /// <summary>The place of the command's id: a value that changes with every command, so that a device sees the same command again.</summary>
    public const string Id = "id";

    /// <summary>The template of an action without <c>desired</c>: the command's word with its id and parameters.</summary>
    public static JsonObject Default(DeviceAction action)
    {
        var inside = new JsonObject { [Id] = Place(Id) };
        foreach (var parameter in action.Parameters) inside[parameter.Name] = Place(parameter.Name);
        return new() { [action.Command] = inside };
    }

    /// <summary>Names between braces in the template.</summary>
    public static IEnumerable<string> PlacesIn(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => PlacesIn(member.Value)),
        JsonArray list => list.SelectMany(PlacesIn),
        JsonValue value when value.TryGetValue<string>(out var text) && NameIn(text) is { } name => [name],
        _ => [],
    };

    /// <summary>The desired state of one command.</summary>
    public static JsonObject Fill(DeviceAction action, string id, IReadOnlyDictionary<string, string> values) =>
        (JsonObject)Filled(action.Desired ?? Default(action), name => name == Id ? JsonValue.Create(id) : ValueOf(action, name, values))!;

    /// <summary>A parameter as JSON, in its own type.</summary>
    public static JsonValue? ValueOf(DeviceAction action, string name, IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(name, out var text)) return null;
        return action.Parameters.FirstOrDefault(p => p.Name == name)?.Type switch
        {
            ParameterType.Boolean => JsonValue.Create(text == "true"),
            ParameterType.Integer => JsonValue.Create(long.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
            ParameterType.Number => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>Whether everything that is desired stands in what is reported; more may.</summary>
    public static bool IsReported(JsonNode? desired, JsonNode? reported)
    {
        if (desired is not JsonObject map) return JsonNode.DeepEquals(desired, reported);
        return reported is JsonObject other && map.All(member => other.TryGetPropertyValue(member.Key, out var value) && IsReported(member.Value, value));
    }

    /// <summary>The same leaves with null: takes them back, and nothing beside them.</summary>
    public static JsonObject Removal(JsonObject desired)
    {
        var removal = new JsonObject();
        foreach (var (key, value) in desired) removal[key] = value is JsonObject inside ? Removal(inside) : null;
        return removal;
    }

    internal static JsonObject Read(YamlMappingNode node)
    {
        var map = new JsonObject();
        foreach (var (key, value) in node.Children) map[(key as YamlScalarNode)?.Value ?? ""] = Read(value);
        return map;
    }

    private static JsonNode? Read(YamlNode node) => node switch
    {
        YamlMappingNode map => Read(map),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Read)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var plain } => plain switch
        {
            null or "" or "~" or "null" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            _ when double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(plain),
        },
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => null,
    };

    private static JsonNode? Filled(JsonNode? node, Func<string, JsonNode?> valueOf)
    {
        switch (node)
        {
            case JsonObject map:
                var copy = new JsonObject();
                foreach (var (key, value) in map) copy[key] = Filled(value, valueOf);
                return copy;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Filled(item, valueOf))]);
            case JsonValue value when value.TryGetValue<string>(out var text) && NameIn(text) is { } name:
                return valueOf(name);
            default:
                return node?.DeepClone();
        }
    }

    private static string? NameIn(string text) => text.Length > 2 && text[0] == '{' && text[^1] == '}' ? text[1..^1] : null;

    private static JsonValue Place(string name) => JsonValue.Create($"{{{name}}}")!;
}
