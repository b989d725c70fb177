using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>AWS IoT's shadow service as a function: a request and the shadow of now give the next shadow and what to publish.</summary>
public static class ShadowEngine
{
    /// <param name="current">null: there never was one, or it is forgotten.</param>
    /// <param name="body">As it came. Get and delete take anything; an update must be a JSON object in UTF-8.</param>
    public static ShadowOutcome Answer(ShadowTopic request, Shadow? current, ReadOnlyMemory<byte> body, DateTimeOffset now) => request.Operation switch
    {
        ShadowOperation.Update => Update(current, body, now),
        ShadowOperation.Delete => Delete(request.Shadow, current, body, now),
        _ => Get(request.Shadow, current, body, now),
    };

    /// <summary>Refuses a request without looking at any shadow.</summary>
    public static ShadowOutcome Reject(ShadowTopic request, ReadOnlyMemory<byte> body, ShadowRejection rejection) =>
        Reject(request.Operation.Word, rejection, ShadowRequest.TokenOf(body));

    private static ShadowOutcome Get(ShadowName name, Shadow? current, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var token = ShadowRequest.TokenOf(body);
        if (current is not { Exists: true }) return Reject("get", ShadowRejection.Missing(name), token);
        var state = current.State;
        if (current.Delta is { } delta) state["delta"] = delta.State;
        return new(null, [Accept("get", state, current.Metadata, current.Version, now, token)], null);
    }

    private static ShadowOutcome Delete(ShadowName name, Shadow? current, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var token = ShadowRequest.TokenOf(body);
        if (current is not { Exists: true }) return Reject("delete", ShadowRejection.Missing(name), token);
        var answer = new JsonObject { ["version"] = current.Version, ["timestamp"] = now.ToUnixTimeSeconds() }.WithToken(token);
        return new(current.Deleted(now), [new("delete/accepted", answer)], null);
    }

    private static ShadowOutcome Update(Shadow? current, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var (request, token, rejection) = ShadowRequest.Read(body);
        if (request is null) return Reject("update", rejection!, token);
        var before = current is { Exists: true } ? current : null;
        if (request.Version is { } expected && expected != (before?.Version ?? 0)) return Reject("update", ShadowRejection.Conflict, token);

        var second = now.ToUnixTimeSeconds();
        var next = new Shadow(
            LastVersion(current, now) + 1, Apply(before?.Desired, request, "desired", second), Apply(before?.Reported, request, "reported", second));
        if ((next.Desired?.Size ?? 0) + (next.Reported?.Size ?? 0) > ShadowRejection.MaxSize) return Reject("update", ShadowRejection.TooLarge, token);

        List<ShadowMessage> messages =
            [Accept("update", request.State?.DeepClone(), ShadowJson.Stamp(request.State, second), next.Version, now, token)];
        if (next.Delta is { } delta) messages.Add(Difference(delta, next.Version, second, token));
        messages.Add(Documents(before, next, second, token));
        return new(next, messages, null);
    }

    private static ShadowSection? Apply(ShadowSection? section, ShadowRequest request, string name, long second)
    {
        if (request.State is null) return null;
        if (!request.State.TryGetPropertyValue(name, out var patch)) return section;
        return patch is JsonObject members ? ShadowSection.Merge(section, members, second) : null;
    }

    private static long LastVersion(Shadow? current, DateTimeOffset now) =>
        current is null || (current.DeletedAt is { } deleted && now - deleted > Shadow.RemembersVersion) ? 0 : current.Version;

    private static ShadowMessage Accept(string operation, JsonNode? state, JsonNode metadata, long version, DateTimeOffset now, string? token) => new(
        operation + "/accepted",
        new JsonObject { ["state"] = state, ["metadata"] = metadata, ["version"] = version, ["timestamp"] = now.ToUnixTimeSeconds() }.WithToken(token));

    private static ShadowMessage Difference(ShadowSection delta, long version, long second, string? token) => new(
        "update/delta",
        new JsonObject { ["version"] = version, ["timestamp"] = second, ["state"] = delta.State, ["metadata"] = delta.Times }.WithToken(token));

    private static ShadowMessage Documents(Shadow? before, Shadow next, long second, string? token) => new(
        "update/documents",
        new JsonObject { ["previous"] = before?.Document, ["current"] = next.Document, ["timestamp"] = second }.WithToken(token));

    private static ShadowOutcome Reject(string operation, ShadowRejection rejection, string? token) =>
        new(null, [new(operation + "/rejected", rejection.Body(token))], rejection);
}
