using System.Text;
using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Shadows;

/// <summary>The published vectors of AWS's shadow service: each step's request gives exactly the listed messages, in any order.</summary>
public sealed class ShadowVectorTests
{
    private readonly Dictionary<ShadowName, Shadow> _kept = [];

    [Fact]
    public void Every_vector_holds()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(SharedFolder.Require("aws-iot"), "shadow-vectors.json")))!["vectors"]!.AsArray();
        Assert.NotEmpty(vectors);
        Assert.Empty(vectors.SelectMany(vector => FaultsOf(vector!)));
        TestContext.Current.SendDiagnosticMessage("{0} shadow vectors hold", vectors.Count);
    }

    private List<string> FaultsOf(JsonNode vector)
    {
        _kept.Clear();
        return [.. vector["steps"]!.AsArray().SelectMany((step, i) => FaultsOfStep(step!).Select(fault => $"{vector["id"]} step {i + 1}: {fault}"))];
    }

    private IEnumerable<string> FaultsOfStep(JsonNode step)
    {
        var open = Answer(step).Select(m => (m.Topic, Body: (JsonNode?)m.Body)).ToList();
        foreach (var expected in step["expect"]!.AsArray())
        {
            var ignored = expected!["ignore"]?.AsArray().Select(n => n!.GetValue<string>()).ToHashSet() ?? [];
            var topic = expected["topic"]!.GetValue<string>();
            var found = open.FindIndex(m => m.Topic == topic && JsonNode.DeepEquals(Without(m.Body!, ignored), Without(expected["payload"]!, ignored)));
            if (found >= 0) open.RemoveAt(found);
            else yield return $"expected {topic} {expected["payload"]!.ToJsonString()}";
        }

        foreach (var (topic, body) in open) yield return $"not expected {topic} {body!.ToJsonString()}";
    }

    private IEnumerable<(string Topic, JsonObject Body)> Answer(JsonNode step)
    {
        if (!ShadowTopic.TryParse(step["topic"]!.GetValue<string>(), out var topic)) return [];
        var text = step["rawPayload"]?.GetValue<string>() ?? step["payload"]?.ToJsonString() ?? "";
        var outcome = ShadowEngine.Answer(
            topic, _kept.GetValueOrDefault(topic.Shadow), Encoding.UTF8.GetBytes(text), DateTimeOffset.FromUnixTimeSeconds(step["now"]!.GetValue<long>()));
        if (outcome.Next is { } next) _kept[topic.Shadow] = next;
        return outcome.Messages.Select(m => ($"{topic.Shadow.Prefix}/{m.Suffix}", m.Body));
    }

    private static JsonNode Without(JsonNode body, HashSet<string> ignored)
    {
        var copy = body.DeepClone();
        foreach (var name in ignored) copy.AsObject().Remove(name);
        return copy;
    }
}
