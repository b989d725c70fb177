using System.Text.Json;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>Follows a path through a message. Its work is bounded by the message's size and <see cref="MostFound"/>.</summary>
internal static class JsonPathFinder
{
    public const int MostFound = SpecLimits.Samples;

    /// <param name="found">What the path finds, in the message's order; at most <see cref="MostFound"/>.</param>
    public static void Find(JsonPath path, JsonElement root, JsonElement element, List<JsonElement> found)
    {
        found.Clear();
        Follow(path.FromElement ? element : root, path.Steps, 0, found);
    }

    private static void Follow(JsonElement at, IReadOnlyList<JsonPathStep> steps, int next, List<JsonElement> found)
    {
        if (found.Count == MostFound) return;
        if (next == steps.Count)
        {
            found.Add(at);
            return;
        }

        switch (steps[next])
        {
            case JsonName name:
                if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name.Name, out var value)) Follow(value, steps, next + 1, found);
                break;
            case JsonIndex { Index: var index }:
                if (at.ValueKind != JsonValueKind.Array) break;
                if (index < 0) index += at.GetArrayLength();
                if (index >= 0 && index < at.GetArrayLength()) Follow(at[index], steps, next + 1, found);
                break;
            case var step:
                foreach (var child in Children(at))
                {
                    if (step is JsonEvery || Fits((JsonFilter)step, child)) Follow(child, steps, next + 1, found);
                }

                break;
        }
    }

    private static IEnumerable<JsonElement> Children(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Array => at.EnumerateArray(),
        JsonValueKind.Object => at.EnumerateObject().Select(property => property.Value),
        _ => [],
    };

    private static bool Fits(JsonFilter filter, JsonElement value)
    {
        foreach (var name in filter.Names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return false;
        }

        if (filter.Operator is null) return true;
        if (filter.Number is { } number) return value.ValueKind == JsonValueKind.Number && Compare(filter.Operator, value.GetDouble().CompareTo(number));
        var word = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
        return word is not null && Compare(filter.Operator, string.CompareOrdinal(word, filter.Word));
    }

    private static bool Compare(string op, int order) => op switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };
}
