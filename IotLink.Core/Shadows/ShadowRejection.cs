using System.Text.Json.Nodes;

namespace IotLink.Core.Shadows;

/// <summary>Why a request changed nothing: AWS's code (an HTTP status) and its words.</summary>
public sealed record ShadowRejection(int Code, string Message)
{
    /// <summary>AWS's error page says 6 and its quota page 8; the quota is what is kept, and the text says so.</summary>
    public const int MaxLevels = 8;

    /// <summary>Bytes of the merged desired and reported sections together.</summary>
    public const int MaxSize = 8192;

    public static readonly ShadowRejection InvalidJson = new(400, "Invalid JSON");
    public static readonly ShadowRejection InvalidClientToken = new(400, "Invalid clientToken");
    public static readonly ShadowRejection MissingState = new(400, "Missing required node: state");
    public static readonly ShadowRejection StateNotObject = new(400, "State node must be an object");
    public static readonly ShadowRejection DesiredNotObject = new(400, "Desired node must be an object");
    public static readonly ShadowRejection ReportedNotObject = new(400, "Reported node must be an object");
    public static readonly ShadowRejection TooDeep = new(400, $"JSON contains too many levels of nesting; maximum is {MaxLevels}");
    public static readonly ShadowRejection NullInArray = new(400, "State contains an invalid node: null in an array");
    public static readonly ShadowRejection InvalidVersion = new(400, "Invalid version");
    public static readonly ShadowRejection Conflict = new(409, "Version conflict");
    public static readonly ShadowRejection TooLarge = new(413, "The payload exceeds the maximum size allowed");
    public static readonly ShadowRejection ThingNotFound = new(404, "Thing not found");
    public static readonly ShadowRejection TooManyRequests = new(429, "Too many requests");
    public static readonly ShadowRejection InternalFailure = new(500, "Internal service failure");
    public static readonly ShadowRejection NotUtf8 = new(415, "Unsupported documented encoding; supported encoding is UTF-8");

    public static ShadowRejection UnknownNode(string name) => new(400, $"State contains an invalid node: '{name}'");

    public static ShadowRejection Missing(ShadowName shadow) => new(404, $"No shadow exists with name: '{shadow.Name ?? shadow.Thing}'");

    internal JsonObject Body(string? clientToken) => new JsonObject { ["code"] = Code, ["message"] = Message }.WithToken(clientToken);
}
