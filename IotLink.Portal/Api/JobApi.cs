using System.Text.Json.Nodes;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Jobs;
using IotLink.Portal.Account;

namespace IotLink.Portal.Api;

/// <summary>Jobs of single devices for scripts of those who may run them. Campaigns are the way to many.</summary>
internal static class JobApi
{
    public static void MapJobApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup($"{PortalApi.Root}/devices/{{id}}/jobs").WithTags("Portal").RequireAuthorization(ApiAccess.Policy).DisableAntiforgery();
        api.MapPut("/{jobId}", QueueAsync).WithName("QueueJob")
            .WithSummary("Queues a job on a device: 201, and 200 when its first execution is there already.");
        api.MapDelete("/{jobId}", CancelAsync).WithName("CancelJob")
            .WithSummary("Cancels a queued execution, with force=true one in progress: 204, and 409 when there is none.");
    }

    private static async Task<IResult> QueueAsync(string id, string jobId, QueueJobDto job, HttpContext http, JobDesk desk, CancellationToken ct)
    {
        if (!DeviceId.TryParse(id, out var device)) return NotFound();
        try
        {
            var limit = job.TimeoutMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : (TimeSpan?)null;
            var order = new JobOrder(jobId, job.Document, limit, Number: 1);
            return await desk.QueueAsync(ViewerClaims.Viewer(http.User), device, order, ct) switch
            {
                null => NotFound(),
                true => Results.StatusCode(StatusCodes.Status201Created),
                false => Results.Ok(),
            };
        }
        catch (ArgumentException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> CancelAsync(string id, string jobId, HttpContext http, JobDesk desk, CancellationToken ct, bool force = false) =>
        DeviceId.TryParse(id, out var device)
            ? await desk.CancelAsync(ViewerClaims.Viewer(http.User), device, jobId, force, ct) switch
            {
                null => NotFound(),
                true => Results.NoContent(),
                false => Results.Problem(statusCode: StatusCodes.Status409Conflict),
            }
            : NotFound();

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound);
}

/// <param name="TimeoutMinutes">How long it may be in progress: 1 to 10,080; null: for ever.</param>
internal sealed record QueueJobDto(JsonObject Document, int? TimeoutMinutes = null);
