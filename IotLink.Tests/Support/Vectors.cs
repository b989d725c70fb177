using System.Text;
using System.Text.Json.Nodes;

namespace IotLink.Tests.Support;

/// <summary>Request and response vectors of AWS's device services: each step gives exactly the messages it lists, in any order.</summary>
internal static class Vectors
{
    public static JsonArray Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(SharedFolder.Require("aws-iot"), file)))!["vectors"]!.AsArray();

    /// <summary>The bytes a step's device sends.</summary>
    public static byte[] Body(JsonNode step) => Encoding.UTF8.GetBytes(step["rawPayload"]?.GetValue<string>() ?? step["payload"]?.ToJsonString() ?? "");

    public static DateTimeOffset Now(JsonNode step) => DateTimeOffset.FromUnixTimeSeconds(step["now"]!.GetValue<long>());

    /// <returns>What was expected and not sent, and what was sent and not expected.</returns>
    public static IEnumerable<string> Faults(JsonNode step, IEnumerable<(string Topic, JsonObject Body)> sent)
    {
        var open = sent.ToList();
        foreach (var expected in step["expect"]!.AsArray())
        {
            var ignored = expected!["ignore"]?.AsArray().Select(n => n!.GetValue<string>()).ToHashSet() ?? [];
            var topic = expected["topic"]!.GetValue<string>();
            var found = open.FindIndex(m => m.Topic == topic && JsonNode.DeepEquals(Without(m.Body, ignored), Without(expected["payload"]!, ignored)));
            if (found >= 0) open.RemoveAt(found);
            else yield return $"expected {topic} {expected["payload"]!.ToJsonString()}";
        }

        foreach (var (topic, body) in open) yield return $"not expected {topic} {body.ToJsonString()}";
    }

    private static JsonNode Without(JsonNode body, HashSet<string> ignored)
    {
        var copy = body.DeepClone();
        foreach (var name in ignored) copy.AsObject().Remove(name);
        return copy;
    }
}
