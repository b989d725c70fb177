using System.Text.Json;
using System.Text.Json.Nodes;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Portal.Features.Shadows;

/// <summary>A desired section somebody has written, checked against the shadow it changes.</summary>
/// <param name="Request">What to send; null when there is a fault or nothing changes.</param>
/// <param name="Patch">What differs, as people read it.</param>
/// <param name="Line">Where the text is no JSON, from 1.</param>
/// <param name="Rejection">What the shadow service would say.</param>
public sealed record ShadowDraft(byte[]? Request, string? Patch, long? Line, ShadowRejection? Rejection)
{
    private static readonly JsonSerializerOptions Readable = new(ThingJson.Compact) { WriteIndented = true };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static string TextOf(Shadow? shadow) => (shadow?.Desired?.State ?? []).ToJsonString(Readable);

    public static ShadowDraft Check(ShadowName name, Shadow? shadow, string text, DateTimeOffset now)
    {
        JsonNode? wanted;
        try
        {
            wanted = JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException e)
        {
            return new(null, null, (e.LineNumber ?? 0) + 1, null);
        }

        if (wanted is not JsonObject desired) return new(null, null, null, ShadowRejection.DesiredNotObject);
        if (ShadowPatch.Between(shadow?.Desired?.State ?? [], desired) is not { } patch) return new(null, null, null, null);

        var body = new JsonObject { ["state"] = new JsonObject { ["desired"] = patch }, ["version"] = shadow?.Version ?? 0 };
        var request = JsonSerializer.SerializeToUtf8Bytes(body, ThingJson.Compact);
        var outcome = ShadowEngine.Answer(new(name, ShadowOperation.Update), shadow, request, now);
        return new(outcome.Rejection is null ? request : null, patch.ToJsonString(Readable), null, outcome.Rejection);
    }
}
