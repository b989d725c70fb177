using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Things;

namespace IotLink.Core.Shadows;

/// <summary><c>desired</c> or <c>reported</c>: values, and beside each leaf the second it was last written. Never empty, never changed in place.</summary>
/// <param name="Times">The shape of <paramref name="State"/> with <c>{"timestamp": seconds}</c> for each leaf; an array has an array of them.</param>
public sealed record ShadowSection(JsonObject State, JsonObject Times)
{
    /// <summary>Bytes of the values as compact JSON.</summary>
    public int Size => Encoding.UTF8.GetByteCount(State.ToJsonString(ThingJson.Compact));

    /// <summary>Objects merge, null removes, everything else replaces. Only what is written gets the new time.</summary>
    /// <returns>null when nothing is left.</returns>
    internal static ShadowSection? Merge(ShadowSection? section, JsonObject patch, long second)
    {
        var (state, times) = section is null
            ? (new JsonObject(), new JsonObject())
            : ((JsonObject)section.State.DeepClone(), (JsonObject)section.Times.DeepClone());
        Merge(state, times, patch, second);
        return state.Count == 0 ? null : new(state, times);
    }

    /// <summary>The leaves that are missing in the other section or differ there, with their own times. Arrays are values.</summary>
    internal ShadowSection? Without(ShadowSection? other)
    {
        var (state, times) = (new JsonObject(), new JsonObject());
        Subtract(State, Times, other?.State, state, times);
        return state.Count == 0 ? null : new(state, times);
    }

    private static void Merge(JsonObject state, JsonObject times, JsonObject patch, long second)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                state.Remove(key);
                times.Remove(key);
            }
            else if (value is JsonObject inner)
            {
                if (state[key] is not JsonObject) (state[key], times[key]) = (new JsonObject(), new JsonObject());
                Merge((JsonObject)state[key]!, (JsonObject)times[key]!, inner, second);
            }
            else
            {
                (state[key], times[key]) = (value.DeepClone(), ShadowJson.Stamp(value, second));
            }
        }
    }

    private static void Subtract(JsonObject wanted, JsonObject wantedTimes, JsonObject? said, JsonObject state, JsonObject times)
    {
        foreach (var (key, value) in wanted)
        {
            var other = said is not null && said.TryGetPropertyValue(key, out var found) ? found : null;
            if (value is JsonObject inner && other is JsonObject)
            {
                var (innerState, innerTimes) = (new JsonObject(), new JsonObject());
                Subtract(inner, (JsonObject)wantedTimes[key]!, (JsonObject)other, innerState, innerTimes);
                if (innerState.Count > 0) (state[key], times[key]) = (innerState, innerTimes);
            }
            else if (!JsonNode.DeepEquals(value, other))
            {
                (state[key], times[key]) = (value!.DeepClone(), wantedTimes[key]!.DeepClone());
            }
        }
    }
}
