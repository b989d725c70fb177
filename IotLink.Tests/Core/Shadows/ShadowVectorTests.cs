using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Tests.Support;

namespace IotLink.Tests.Core.Shadows;

public sealed class ShadowVectorTests
{
    [Fact]
    public void Every_vector_of_the_shadow_service_holds()
    {
        var vectors = Vectors.Read("shadow-vectors.json");
        Assert.NotEmpty(vectors);
        Assert.Empty(vectors.SelectMany(vector => Faults(vector!)));
        TestContext.Current.SendDiagnosticMessage("{0} shadow vectors hold", vectors.Count);
    }

    private static List<string> Faults(JsonNode vector)
    {
        var kept = new Dictionary<ShadowName, Shadow>();
        return [.. vector["steps"]!.AsArray().SelectMany((step, i) => Vectors.Faults(step!, Answer(step!, kept)).Select(fault => $"{vector["id"]} step {i + 1}: {fault}"))];
    }

    private static List<(string Topic, JsonObject Body)> Answer(JsonNode step, Dictionary<ShadowName, Shadow> kept)
    {
        if (!ShadowTopic.TryParse(step["topic"]!.GetValue<string>(), out var topic)) return [];
        var outcome = ShadowEngine.Answer(topic, kept.GetValueOrDefault(topic.Shadow), Vectors.Body(step), Vectors.Now(step));
        if (outcome.Next is { } next) kept[topic.Shadow] = next;
        return [.. outcome.Messages.Select(m => ($"{topic.Shadow.Prefix}/{m.Suffix}", m.Body))];
    }
}
