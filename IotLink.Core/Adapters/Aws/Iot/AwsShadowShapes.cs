using System.Text.Json.Nodes;
using IotLink.Core.Shadows;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>A shadow out of what AWS answers.</summary>
internal static class AwsShadowShapes
{
    public static Shadow Shadow(JsonObject body) => new(body["version"]!.GetValue<long>(), Section(body, "desired"), Section(body, "reported"));

    private static ShadowSection? Section(JsonObject body, string name) => body["state"]?[name] is JsonObject { Count: > 0 } state
        ? new((JsonObject)state.DeepClone(), (JsonObject)Times(state, body["metadata"]?[name]))
        : null;

    /// <summary>Beside every leaf its time, also where the answer has none.</summary>
    private static JsonNode Times(JsonNode? state, JsonNode? times) => state switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Times(m.Value, (times as JsonObject)?[m.Key])))),
        JsonArray items => new JsonArray([.. items.Select((item, i) => Times(item, times is JsonArray known && i < known.Count ? known[i] : null))]),
        _ => ShadowJson.Time(times?["timestamp"]?.GetValue<long>() ?? 0),
    };
}
