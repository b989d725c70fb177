using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;
using IotLink.Portal.Account;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IotLink.Portal.Api;

/// <summary>
/// The portal's data for scripts, under the same sign-in and through the same desks as the pages. What one may not see is not found.
/// </summary>
internal static class PortalApi
{
    public const string Root = "/api/v1/portal";

    private const int MaxTake = 500;
    private const int MaxPoints = 20_000;

    public static void MapPortalApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(Root).WithTags("Portal").RequireAuthorization(ApiAccess.Policy);
        api.MapGet("/devices", DevicesAsync).WithName("ListDevices").WithSummary("Devices the caller may see, a page at a time.");
        api.MapGet("/devices/{id}", DeviceAsync).WithName("GetDevice").WithSummary("One device with its newest reading.");
        api.MapGet("/devices/{id}/telemetry", TelemetryAsync).WithName("GetTelemetry")
            .WithSummary("One metric over a time range, ascending; where there are more points than asked for, the smallest and largest of each column are kept.");
        api.MapGet("/alarms", AlarmsAsync).WithName("ListAlarms").WithSummary("Alarms the caller may see, most severe first.");
    }

    private static async Task<Results<Ok<PageDto<DeviceDto>>, ProblemHttpResult>> DevicesAsync(
        HttpContext context, DeviceDesk desk, CancellationToken ct, string? search = null, string? product = null, string? site = null, int skip = 0, int take = 50)
    {
        var viewer = ViewerClaims.Viewer(context.User);
        if (!viewer.May(Permission.ViewDevices)) return NotFound();
        var query = new DeviceQuery(
            search,
            ProductId.TryParse(product, out var p) ? p : null,
            SiteId.TryParse(site, out var s) ? s : null,
            Skip: Math.Max(0, skip),
            Take: Math.Clamp(take, 1, MaxTake));
        var page = await desk.ListAsync(viewer, query, ct);
        return TypedResults.Ok(new PageDto<DeviceDto>([.. page.Items.Select(r => DeviceDto.Of(r.Row, r.Latest))], page.Total));
    }

    private static async Task<Results<Ok<DeviceDto>, ProblemHttpResult>> DeviceAsync(
        string id, HttpContext context, DeviceDesk desk, TelemetryDesk telemetry, CancellationToken ct)
    {
        var viewer = ViewerClaims.Viewer(context.User);
        if (!viewer.May(Permission.ViewDevices) || !DeviceId.TryParse(id, out var device) || await desk.FindAsync(viewer, device, ct) is not { } row)
            return NotFound();
        return TypedResults.Ok(DeviceDto.Of(row, await telemetry.LatestAsync(viewer, device, ct)));
    }

    private static async Task<Results<Ok<SeriesDto>, ProblemHttpResult>> TelemetryAsync(
        string id, string metric, HttpContext context, TelemetryDesk telemetry, TimeProvider time, CancellationToken ct,
        DateTimeOffset? from = null, DateTimeOffset? to = null, int points = 1_000)
    {
        var viewer = ViewerClaims.Viewer(context.User);
        var end = to ?? time.GetUtcNow();
        var start = from ?? end - TimeSpan.FromHours(1);
        if (start >= end) return TypedResults.Problem("'from' must be before 'to'.", statusCode: StatusCodes.Status400BadRequest);
        if (!viewer.May(Permission.ViewDevices) || !DeviceId.TryParse(id, out var device)) return NotFound();
        var series = await telemetry.SeriesAsync(viewer, device, metric, start, end, Math.Clamp(points, 2, MaxPoints), ct);
        return series is null
            ? NotFound()
            : TypedResults.Ok(new SeriesDto(id, metric, start, end, [.. series.Select(p => new PointDto(p.Time, p.Value))]));
    }

    private static async Task<Results<Ok<PageDto<AlarmDto>>, ProblemHttpResult>> AlarmsAsync(
        HttpContext context, AlarmDesk desk, CancellationToken ct, string? @class = null, string? device = null, bool open = true, int skip = 0, int take = 50)
    {
        var viewer = ViewerClaims.Viewer(context.User);
        if (!viewer.May(Permission.ViewAlarms)) return NotFound();
        var query = new AlarmQuery(
            Enum.TryParse<AlarmClass>(@class, ignoreCase: true, out var c) && Enum.IsDefined(c) ? c : null,
            open,
            DeviceId.TryParse(device, out var d) ? d : null,
            Skip: Math.Max(0, skip),
            Take: Math.Clamp(take, 1, MaxTake));
        var page = await desk.ListAsync(viewer, query, ct);
        return TypedResults.Ok(new PageDto<AlarmDto>([.. page.Items.Select(AlarmDto.Of)], page.Total));
    }

    private static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is nothing at this address, or it is not yours to see.", statusCode: StatusCodes.Status404NotFound);
}
