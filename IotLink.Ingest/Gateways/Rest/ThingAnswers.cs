using System.Globalization;
using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Jobs;
using IotLink.Core.Shadows;
using IotLink.Core.Things;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>AWS's answers as HTTP has them: the document itself, or a status with the error's name in <c>x-amzn-ErrorType</c>.</summary>
internal static class ThingAnswers
{
    private const string ErrorType = "x-amzn-ErrorType";

    public static IResult Of(HttpContext http, ShadowReply reply) =>
        reply.Rejection is { } rejection ? Error(http, rejection.Code, NameOf(rejection.Code), rejection.Message) : Json(Without(reply.Body, "clientToken"));

    /// <summary>Over HTTPS a job document is a string, and there are neither tokens nor times of the answer.</summary>
    public static IResult Of(HttpContext http, JobReply reply)
    {
        if (reply.Rejection is { } rejection)
        {
            var (status, name) = StatusOf(rejection.Code);
            return Error(http, status, name, rejection.Message);
        }

        var body = Without(Without(reply.Body, "clientToken"), "timestamp");
        foreach (var holder in new[] { body, body["execution"] as JsonObject })
        {
            if (holder?["jobDocument"] is JsonObject document) holder["jobDocument"] = document.ToJsonString(ThingJson.Compact);
        }

        return Json(body);
    }

    public static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(ThingJson.Compact), "application/json");

    public static IResult NotFound(HttpContext http) => Error(http, 404, NameOf(404), ShadowRejection.ThingNotFound.Message);

    public static IResult Error(HttpContext http, int status, string message) => Error(http, status, NameOf(status), message);

    private static IResult Error(HttpContext http, int status, string name, string message)
    {
        http.Response.Headers[ErrorType] = name;
        if (status == 401) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (status == 429) http.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return Results.Text(new JsonObject { ["message"] = message }.ToJsonString(ThingJson.Compact), "application/json", statusCode: status);
    }

    private static JsonObject Without(JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }

    private static string NameOf(int status) => status switch
    {
        400 => "InvalidRequestException",
        401 => "UnauthorizedException",
        403 => "ForbiddenException",
        404 => "ResourceNotFoundException",
        409 => "ConflictException",
        413 => "RequestEntityTooLargeException",
        415 => "UnsupportedDocumentEncodingException",
        429 => "ThrottlingException",
        _ => "InternalFailureException",
    };

    private static (int Status, string Name) StatusOf(string code) => code switch
    {
        "InvalidJson" or "InvalidRequest" or "InvalidTopic" => (400, NameOf(400)),
        "ResourceNotFound" => (404, NameOf(404)),
        "InvalidStateTransition" => (409, "InvalidStateTransitionException"),
        "VersionMismatch" => (409, "VersionMismatchException"),
        "TerminalStateReached" => (410, "TerminalStateException"),
        "RequestThrottled" => (429, NameOf(429)),
        _ => (500, NameOf(500)),
    };
}
