using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>The body of an update, checked in AWS's order: the first thing wrong is the one that is told.</summary>
/// <param name="State">null: both sections are to be emptied.</param>
/// <param name="Version">null: the sender does not mind which version it changes.</param>
internal sealed record ShadowRequest(JsonObject? State, long? Version)
{
    private const int MaxTokenBytes = 64;

    /// <summary>Deeper than anything allowed, so that too deep is told apart from broken.</summary>
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512, AllowDuplicateProperties = false };

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static (ShadowRequest? Request, string? ClientToken, ShadowRejection? Rejection) Read(ReadOnlyMemory<byte> body)
    {
        if (Parse(body, out var encoding) is not { } root) return (null, null, encoding ?? ShadowRejection.InvalidJson);
        if (!TryToken(root, out var token)) return (null, null, ShadowRejection.InvalidClientToken);
        return Check(root, out var version) is { } rejection ? (null, token, rejection) : (new(root["state"] as JsonObject, version), token, null);
    }

    /// <summary>Get and delete take any body; all they look for is the token to answer with.</summary>
    public static string? TokenOf(ReadOnlyMemory<byte> body) => Parse(body, out _) is { } root && TryToken(root, out var token) ? token : null;

    private static JsonObject? Parse(ReadOnlyMemory<byte> body, out ShadowRejection? rejection)
    {
        rejection = null;
        try
        {
            _ = Strict.GetCharCount(body.Span);
            return JsonNode.Parse(body.Span, documentOptions: Reading) as JsonObject;
        }
        catch (DecoderFallbackException)
        {
            rejection = ShadowRejection.NotUtf8;
        }
        catch (JsonException)
        {
            rejection = ShadowRejection.InvalidJson;
        }

        return null;
    }

    private static bool TryToken(JsonObject root, out string? token)
    {
        token = null;
        if (root["clientToken"] is not { } node) return true;
        if (node.GetValueKind() != JsonValueKind.String) return false;
        token = node.GetValue<string>();
        if (Encoding.UTF8.GetByteCount(token) <= MaxTokenBytes) return true;
        token = null;
        return false;
    }

    private static ShadowRejection? Check(JsonObject root, out long? version)
    {
        version = null;
        if (!root.TryGetPropertyValue("state", out var node)) return ShadowRejection.MissingState;
        if (node is not null and not JsonObject) return ShadowRejection.StateNotObject;
        if (node is JsonObject state)
        {
            if (state.FirstOrDefault(m => m.Key is not ("desired" or "reported")) is { Key: { } unknown }) return ShadowRejection.UnknownNode(unknown);
            if (state["desired"] is not (null or JsonObject)) return ShadowRejection.DesiredNotObject;
            if (state["reported"] is not (null or JsonObject)) return ShadowRejection.ReportedNotObject;
            if (state.Any(section => IsTooDeep(section.Value, ShadowRejection.MaxLevels))) return ShadowRejection.TooDeep;
            if (state.Any(section => HasNullInArray(section.Value))) return ShadowRejection.NullInArray;
        }

        if (root["version"] is not { } given) return null;
        if (given.GetValueKind() != JsonValueKind.Number || !given.AsValue().TryGetValue<long>(out var number)) return ShadowRejection.InvalidVersion;
        version = number;
        return null;
    }

    /// <param name="levels">How many levels of keys may still come.</param>
    private static bool IsTooDeep(JsonNode? node, int levels) => node switch
    {
        JsonObject { Count: > 0 } members => levels == 0 || members.Any(m => IsTooDeep(m.Value, levels - 1)),
        JsonArray items => items.Any(item => IsTooDeep(item, levels)),
        _ => false,
    };

    private static bool HasNullInArray(JsonNode? node) => node switch
    {
        JsonObject members => members.Any(m => HasNullInArray(m.Value)),
        JsonArray items => items.Any(item => item is null || HasNullInArray(item)),
        _ => false,
    };
}
