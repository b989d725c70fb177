using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary><c>POST /api/v1/messages:batch</c>: every message is taken or refused by itself.</summary>
internal static class MessageBatch
{
    public const string Lines = "application/x-ndjson";

    public static async Task<IResult> PostAsync(HttpContext http, RestIntake intake, CancellationToken ct)
    {
        var media = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (media is not (SingleMessage.Json or Lines))
        {
            intake.Count(new(Reason.MediaUnsupported, "Not a content type a batch may have."));
            return RefusalResults.UnsupportedMedia(http.Request.ContentType);
        }

        if (http.Request.Headers.Authorization.Count == 0)
        {
            return RefusalResults.Problem(http, intake.Count(new(Reason.DeviceUnauthorized, "The request has no bearer token.")));
        }

        var (body, unread) = await RequestBody.ReadAsync(http.Request, intake.Options.MaxBatchBytes, ct).ConfigureAwait(false);
        if (unread is not null) return RefusalResults.Problem(http, intake.Count(unread));
        var (items, fault) = BatchItems.Read(body, lines: media == Lines);
        if (fault is not null) return RefusalResults.Problem(http, intake.Count(fault.Refusal), fault);
        if (items.Count > intake.Options.MaxBatch)
        {
            return RefusalResults.Problem(
                http, intake.Count(new(Reason.PayloadTooLarge, $"{items.Count} messages; at most {intake.Options.MaxBatch} in one batch.")));
        }

        return await TakeAsync(items, IdempotencyKey.Of(http.Request, body), http, intake, ct).ConfigureAwait(false);
    }

    private static async Task<IResult> TakeAsync(
        IReadOnlyList<BatchItems.Item> items, IdempotencyKey key, HttpContext http, RestIntake intake, CancellationToken ct)
    {
        var token = intake.TokenOf(http);
        var pending = new PendingAppend(items.Count);
        var refusals = new Refusal?[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            refusals[i] = await TakeAsync(items[i], i, token, key.Of(i), pending, intake, ct).ConfigureAwait(false);
        }

        var positions = await pending.DurableAsync().ConfigureAwait(false);
        var results = new BatchItemResult[items.Count];
        var accepted = 0;
        for (var i = 0; i < items.Count; i++)
        {
            if (positions[i] is not null) accepted++;
            else refusals[i] ??= intake.Count(SingleMessage.Unavailable(pending.Failure));
            results[i] = ResultOf(i, items[i].Device, positions[i], refusals[i]);
        }

        intake.Acknowledge(accepted);
        var status = accepted == items.Count ? StatusCodes.Status202Accepted
            : accepted == 0 && refusals.All(r => r?.Code == Reason.DeviceUnauthorized) ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status207MultiStatus;
        return TypedResults.Json(new BatchResult(accepted, items.Count - accepted, results), statusCode: status);
    }

    /// <returns>null when the message is on its way into the stream.</returns>
    private static async Task<Refusal?> TakeAsync(
        BatchItems.Item item, int index, DeviceToken token, ulong sendKey, PendingAppend pending, RestIntake intake, CancellationToken ct)
    {
        if (item.Device is null) return intake.Count(new(Reason.FrameNoIdentity, "The message has no device_id."));
        if (token.Check(item.Device, out var device, out var hub) is { } stranger) return intake.Count(stranger);

        var message = new Message
        {
            Device = device,
            Hub = hub,
            Channel = Channel.Rest,
            Format = PayloadFormat.Json,
            SendKey = sendKey,
            Payload = item.Json,
        };
        if (intake.CheckSize(item.Json.Length) is { } unfit) return intake.Refuse(message, unfit);
        if (intake.TakeToken(message) > TimeSpan.Zero)
        {
            return intake.Count(new(Reason.RateLimited, "The device sends faster than its rate allows."));
        }

        return await intake.TryAppendAsync(pending, message, index, ct).ConfigureAwait(false)
            ? null
            : intake.Count(new(Reason.StreamFull, "The stream is full; send it again."));
    }

    private static BatchItemResult ResultOf(int index, string? device, StreamPosition? position, Refusal? refusal) =>
        position is { } taken
            ? new(index, device, StatusCodes.Status202Accepted, taken.ToString(), null, null)
            : new(index, device, RefusalResults.StatusOf(refusal!.Code), null, refusal.Code, refusal.Detail);
}

/// <param name="Accepted">Messages that are durable now.</param>
/// <param name="Refused">Messages that are not; see their results.</param>
public sealed record BatchResult(int Accepted, int Refused, IReadOnlyList<BatchItemResult> Results);

/// <param name="Index">Place in the batch, from 0.</param>
/// <param name="Status">What the message alone would have been answered.</param>
/// <param name="Position">Place in the stream, when taken.</param>
/// <param name="Code">Reason code, when refused.</param>
public sealed record BatchItemResult(int Index, string? DeviceId, int Status, string? Position, string? Code, string? Detail);
