using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

internal static class ShadowJson
{
    public static JsonObject Time(long second) => new() { ["timestamp"] = second };

    /// <summary>The times of something written now; of a null that removes something, too.</summary>
    public static JsonNode Stamp(JsonNode? value, long second) => value switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Stamp(m.Value, second)))),
        JsonArray items => new JsonArray([.. items.Select(item => Stamp(item, second))]),
        _ => Time(second),
    };

    public static JsonObject WithToken(this JsonObject body, string? clientToken)
    {
        if (clientToken is not null) body["clientToken"] = clientToken;
        return body;
    }
}
