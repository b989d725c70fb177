using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

internal static class ShadowJson
{
    /// <summary>Text as people wrote it: Korean is not escaped, so a limit in bytes is about what was sent.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
