using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>What to send so that a section becomes another: a shadow is merged, never replaced.</summary>
public static class ShadowPatch
{
    /// <returns>null when they are the same. What is to go is null in it.</returns>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (key, _) in before) if (!after.ContainsKey(key)) patch[key] = null;
        foreach (var (key, value) in after)
        {
            var former = before[key];
            if (value is JsonObject inner && former is JsonObject formerInner)
            {
                if (Between(formerInner, inner) is { } part) patch[key] = part;
            }
            else if (!before.ContainsKey(key) || !JsonNode.DeepEquals(value, former))
            {
                patch[key] = value?.DeepClone();
            }
        }

        return patch.Count == 0 ? null : patch;
    }
}
