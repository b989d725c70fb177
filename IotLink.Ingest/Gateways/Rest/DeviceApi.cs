using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>The REST gateway: the device API on the host's own web server.</summary>
public static class DeviceApi
{
    public const string Tag = "Devices";

    public static IEndpointRouteBuilder MapDeviceApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags(Tag).AllowAnonymous().DisableAntiforgery();

        api.MapPost("/devices/{deviceId}/messages", SingleMessage.PostAsync)
            .WithName("PostDeviceMessage")
            .WithSummary("Hands over one message of a device")
            .WithDescription(
                "The bearer token is the device's secret, or its hub's. The body is taken as it is: JSON, CSV, or bytes (fport: LoRaWAN "
                + "port). 202 is answered when the message is on disk, never before. The same body with the same "
                + "Idempotency-Key counts once.")
            .Takes(SingleMessage.Json, SingleMessage.Csv, SingleMessage.Bytes)
            .Produces<AcceptedMessage>(StatusCodes.Status202Accepted)
            .Refuses(400, 401, 413, 415, 429, 503);

        api.MapPost("/messages:batch", MessageBatch.PostAsync)
            .WithName("PostMessageBatch")
            .WithSummary("Hands over many messages of one hub or device")
            .WithDescription(
                "A JSON array, or one JSON object per line; each message names its device in device_id. Every message is taken or refused "
                + "by itself: 202 when all are on disk, 207 when some are, each with its own status.")
            .Takes(SingleMessage.Json, MessageBatch.Lines)
            .Produces<BatchResult>(StatusCodes.Status202Accepted)
            .Produces<BatchResult>(StatusCodes.Status207MultiStatus)
            .Refuses(400, 401, 413, 415, 429, 503);

        return routes;
    }

    /// <summary>For the document only: declared to routing, another type would be answered 415 without a reason code.</summary>
    private static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] media) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = media.ToDictionary(m => m, _ => new OpenApiMediaType()),
            };
            return Task.CompletedTask;
        });

    private static void Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemDetails>(status, "application/problem+json");
    }
}
