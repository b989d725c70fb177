using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary><c>POST /api/v1/devices/{deviceId}/messages</c>.</summary>
internal static class SingleMessage
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string Bytes = "application/octet-stream";

    public static async Task<IResult> PostAsync(
        string deviceId, byte? fport, string? role, HttpContext http, RestIntake intake, CancellationToken ct)
    {
        if (intake.TokenOf(http).Check(deviceId, out var device, out var hub) is { } stranger)
        {
            return RefusalResults.Problem(http, intake.Count(stranger), retryAfter: TimeSpan.FromMinutes(1));
        }

        if (FormatOf(http.Request.ContentType) is not { } format)
        {
            intake.Count(new(Reason.MediaUnsupported, "Not a content type the device API takes."));
            return RefusalResults.UnsupportedMedia(http.Request.ContentType);
        }

        var (body, unread) = await RequestBody.ReadAsync(http.Request, intake.MaxPayload, ct).ConfigureAwait(false);
        var message = new Message
        {
            Device = device,
            Hub = hub,
            Channel = Channel.Rest,
            Type = role is "alert_report" ? MessageType.Event : MessageType.Periodic,
            Role = role is "alert_report" ? MessageRole.AlertReport : MessageRole.Telemetry,
            Format = format,
            FPort = fport ?? 0,
            SendKey = IdempotencyKey.Of(http.Request, body).Of(0),
            Payload = body,
        };
        if (unread is not null) return RefusalResults.Problem(http, intake.Refuse(message, unread));
        if (role is not (null or "telemetry" or "alert_report"))
        {
            return RefusalResults.Problem(http, intake.Refuse(message, new(Reason.TopicMalformed, "role must be telemetry or alert_report.")));
        }

        if (format == PayloadFormat.Json && JsonFault.Find(body) is { } fault)
        {
            return RefusalResults.Problem(http, intake.Refuse(message, fault.Refusal), fault);
        }

        return await AppendAsync(message, http, intake, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> AppendAsync(Message message, HttpContext http, RestIntake intake, CancellationToken ct)
    {
        var wait = intake.TakeToken(message);
        if (wait > TimeSpan.Zero)
        {
            return RefusalResults.Problem(
                http, intake.Count(new(Reason.RateLimited, "The device sends faster than its rate allows.")), retryAfter: wait);
        }

        var pending = new PendingAppend(1);
        if (!await intake.TryAppendAsync(pending, message, 0, ct).ConfigureAwait(false))
        {
            return RefusalResults.Problem(http, intake.Count(new(Reason.StreamFull, "The stream is full; send it again.")));
        }

        var positions = await pending.DurableAsync().ConfigureAwait(false);
        if (positions[0] is not { } position)
        {
            return RefusalResults.Problem(http, intake.Count(Unavailable(pending.Failure)));
        }

        intake.Acknowledge(1);
        return TypedResults.Json(new AcceptedMessage(position.ToString()), statusCode: StatusCodes.Status202Accepted);
    }

    public static Refusal Unavailable(StreamUnavailableException? failure) =>
        new(Reason.StreamUnavailable, failure?.Message ?? "The stream cannot take messages.");

    private static PayloadFormat? FormatOf(string? contentType)
    {
        var media = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        return media switch
        {
            Json => PayloadFormat.Json,
            Csv => PayloadFormat.Csv,
            Bytes => PayloadFormat.Binary,
            _ => null,
        };
    }
}

/// <summary>The message is durable.</summary>
/// <param name="Position">Where it stands in the stream, for ever.</param>
public sealed record AcceptedMessage(string Position);
