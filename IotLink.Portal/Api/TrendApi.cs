using System.Globalization;
using System.Text;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Trends;
using IotLink.Portal.Account;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IotLink.Portal.Api;

/// <summary>Curves for scripts and spreadsheets: over readings or aggregates, whichever fits range and room.</summary>
internal static class TrendApi
{
    public static void MapTrendApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(PortalApi.Root).WithTags("Portal").RequireAuthorization(ApiAccess.Policy);
        api.MapGet("/devices/{id}/trend", JsonAsync).WithName("GetTrend").WithSummary("One metric of a device over any range, in at most as many columns as asked for.");
        api.MapGet("/devices/{id}/trend.csv", CsvAsync).WithName("GetTrendCsv").WithSummary("The same as CSV.");
    }

    private static async Task<Results<Ok<TrendDto>, ProblemHttpResult>> JsonAsync(
        string id, string metric, HttpContext context, TrendDesk desk, TimeProvider time, CancellationToken ct,
        DateTimeOffset? from = null, DateTimeOffset? to = null, int columns = 1_000, string? statistic = null)
    {
        if (await AskAsync(id, metric, context, desk, time, from, to, columns, statistic, ct) is not { } trend)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        return TypedResults.Ok(new TrendDto(id, metric, trend.Tier.ToString(), [.. trend.Points.Select(p => new TrendPointDto(p.Time, p.Value, p.Min, p.Max, p.Count))]));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CsvAsync(
        string id, string metric, HttpContext context, TrendDesk desk, TimeProvider time, CancellationToken ct,
        DateTimeOffset? from = null, DateTimeOffset? to = null, int columns = TrendDesk.MostColumns, string? statistic = null)
    {
        if (await AskAsync(id, metric, context, desk, time, from, to, columns, statistic, ct) is not { } trend)
            return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound);
        var text = new StringBuilder("time,value,min,max,count\r\n");
        foreach (var point in trend.Points)
            text.Append(CultureInfo.InvariantCulture, $"{point.Time:yyyy-MM-ddTHH:mm:ss.fffZ},{point.Value:R},{point.Min:R},{point.Max:R},{point.Count}\r\n");
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{id}-trend.csv");
    }

    private static async Task<Trend?> AskAsync(
        string id, string metric, HttpContext context, TrendDesk desk, TimeProvider time,
        DateTimeOffset? from, DateTimeOffset? to, int columns, string? statistic, CancellationToken ct)
    {
        var end = to ?? time.GetUtcNow();
        var kind = Enum.TryParse<Statistic>(statistic, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : Statistic.Mean;
        return DeviceId.TryParse(id, out var device)
            ? await desk.OfDeviceAsync(ViewerClaims.Viewer(context.User), device, new(metric, (from ?? end.AddDays(-1)).ToUniversalTime(), end.ToUniversalTime(), columns, kind), ct)
            : null;
    }
}

/// <param name="Tier">What it was made from: Readings, Hours, SixHours or Days.</param>
public sealed record TrendDto(string Device, string Metric, string Tier, IReadOnlyList<TrendPointDto> Points);

public sealed record TrendPointDto(DateTimeOffset Time, double Value, double Min, double Max, long Count);
