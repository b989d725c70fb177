using System.Globalization;
using System.Text;
using IotLink.Core.Analysis;
using IotLink.Core.CustomerDays;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Portal.Account;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IotLink.Portal.Api;

/// <summary>Analysis data as files: each day, customer, product and metric a line; formulas' values behind them.</summary>
internal static class AnalysisApi
{
    private static readonly Statistic[] Statistics = Enum.GetValues<Statistic>();

    private static readonly string[] Header = ["day", "customer", "product", "metric", "devices", .. Statistics.Select(s => s.ToString().ToLowerInvariant()), "unit"];

    public static void MapAnalysisApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(PortalApi.Root).WithTags("Portal").RequireAuthorization(ApiAccess.Policy);
        api.MapGet("/analysis.csv", CsvAsync).WithName("GetAnalysisCsv").WithSummary("Days by customer and product, and what formulas make of them, as CSV.");
        api.MapGet("/analysis.xlsx", XlsxAsync).WithName("GetAnalysisXlsx").WithSummary("The same as a spreadsheet.");
    }

    private static async Task<FileContentHttpResult> CsvAsync(
        DateOnly from, DateOnly to, HttpContext context, AnalysisDesk desk, CancellationToken ct, string? customer = null, string? product = null)
    {
        var text = new StringBuilder("\uFEFF"); // spreadsheet programs take Hangul for another encoding without it
        foreach (var row in (IEnumerable<IReadOnlyList<object?>>)[Header, .. await RowsAsync(context, desk, from, to, customer, product, ct)])
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", Name(from, to, "csv"));
    }

    private static async Task<FileContentHttpResult> XlsxAsync(
        DateOnly from, DateOnly to, HttpContext context, AnalysisDesk desk, CancellationToken ct, string? customer = null, string? product = null) =>
        TypedResults.File(
            Workbook.Write("IotLink", Header, await RowsAsync(context, desk, from, to, customer, product, ct)),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Name(from, to, "xlsx"));

    private static async Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(
        HttpContext context, AnalysisDesk desk, DateOnly from, DateOnly to, string? customer, string? product, CancellationToken ct)
    {
        var viewer = ViewerClaims.Viewer(context.User);
        var query = new CustomerDayQuery(
            from, to, CustomerId.TryParse(customer, out var c) ? c : null, ProductId.TryParse(product, out var p) ? p : null);
        var names = await desk.CustomersAsync(viewer, ct);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var day in await desk.DaysAsync(viewer, query, ct))
        {
            foreach (var (metric, values) in day.Metrics)
                rows.Add([Day(day.Day), NameOf(day.Customer), day.Product.Value, metric, day.Devices, .. Statistics.Select(s => (object?)values.Of(s)), null]);
        }

        foreach (var value in (await desk.ValuesAsync(viewer, query, ct)).Where(v => v.Device is null))
            rows.Add([Day(value.Day), NameOf(value.Customer), value.Product.Value, value.Metric, null, .. Statistics.Select(s => s == Statistic.Mean ? (object?)value.Value : null), value.Unit]);
        return rows;

        string NameOf(CustomerId id) => names.GetValueOrDefault(id) ?? id.Value;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(DateOnly from, DateOnly to, string format) => $"iotlink-{Day(from)}-{Day(to)}.{format}";

    /// <summary>What a spreadsheet program would take for a formula is put in front of it as text.</summary>
    private static string Cell(object? value)
    {
        if (value is double number) return number.ToString("R", CultureInfo.InvariantCulture);
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
