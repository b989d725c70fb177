using IotLink.Core.Files;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using IotLink.Ingest.Gateways.Rest;
using Microsoft.Net.Http.Headers;

namespace IotLink.Ingest.Firmware;

/// <summary>Where a device fetches the image its job names. The address is the right; it ends with the execution.</summary>
internal static class FirmwareDownload
{
    public static void MapFirmware(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(ImageGrant.Root + "/{sha256:regex(^[0-9a-f]{{64}}$)}", [HttpMethods.Get, HttpMethods.Head], GetAsync)
            .AllowAnonymous().WithTags(DeviceApi.Tag).WithName("GetFirmware")
            .WithSummary("Fetches the firmware image of a job")
            .WithDescription("The address comes with the job document. Ranges and If-Range are answered, so an interrupted download goes on where it was.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
            .Produces(StatusCodes.Status206PartialContent)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);

    private static async Task<IResult> GetAsync(
        string sha256, string? thing, string? job, string? number, string? until, string? signature,
        ImageKey key, IJobs jobs, IBlobs blobs, TimeProvider time, CancellationToken ct)
    {
        if (ImageGrant.Read(key.Bytes, sha256, thing, job, number, until, signature) is not { } grant)
            return No(StatusCodes.Status403Forbidden, "firmware.address", "This address was not made here, or was changed. Take it from the job document as it stands.");
        if (grant.Until <= time.GetUtcNow() || !await IsWantedAsync(jobs, grant, ct))
            return No(StatusCodes.Status410Gone, "firmware.over", "The job execution this address belongs to is over. Ask for the next job.");
        if (await blobs.OpenAsync(BlobRoom.Firmware, sha256, ct) is not { } content)
            return No(StatusCodes.Status404NotFound, "firmware.missing", "The image is not here any more.");
        return Results.Stream(content, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<bool> IsWantedAsync(IJobs jobs, ImageGrant grant, CancellationToken ct) =>
        (await jobs.OfThingAsync(grant.Thing, ct)).Find(grant.JobId, grant.Number) is { Status.IsTerminal: false };

    private static IResult No(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
