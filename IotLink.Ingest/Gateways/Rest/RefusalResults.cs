using System.Globalization;
using IotLink.Core.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>A refusal as an HTTP answer: the status that fits, and the reason code in the problem's <c>code</c>.</summary>
internal static class RefusalResults
{
    public static int StatusOf(string reason) => reason switch
    {
        Reason.DeviceUnauthorized => StatusCodes.Status401Unauthorized,
        Reason.TopicForbidden => StatusCodes.Status403Forbidden,
        Reason.PayloadTooLarge => StatusCodes.Status413PayloadTooLarge,
        Reason.RateLimited or Reason.StreamFull => StatusCodes.Status429TooManyRequests,
        Reason.StreamUnavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    public static ProblemHttpResult Problem(HttpContext http, Refusal refusal, JsonFault? fault = null, TimeSpan? retryAfter = null)
    {
        var status = StatusOf(refusal.Code);
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            var seconds = (int)Math.Ceiling((retryAfter ?? TimeSpan.FromSeconds(1)).TotalSeconds);
            http.Response.Headers.RetryAfter = Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture);
        }

        var more = new Dictionary<string, object?> { ["code"] = refusal.Code };
        if (refusal.Offset is { } offset) more["offset"] = offset;
        if (fault is not null) (more["line"], more["column"]) = (fault.Line, fault.Column);
        return TypedResults.Problem(refusal.Detail, statusCode: status, extensions: more);
    }

    public static ProblemHttpResult UnsupportedMedia(string? found) => TypedResults.Problem(
        $"Send application/json, text/csv or application/octet-stream (was '{found ?? "nothing"}').",
        statusCode: StatusCodes.Status415UnsupportedMediaType,
        extensions: new Dictionary<string, object?> { ["code"] = Reason.MediaUnsupported });
}
