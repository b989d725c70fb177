using IotLink.Core.Telemetry;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace IotLink.Portal.Controls;

/// <summary>A live or dense curve with a table twin. Only new points go to the browser; drawing is all there.</summary>
public sealed partial class IlChart : IAsyncDisposable
{
    private const int TableRows = 200;

    private readonly JsPart _drawing = new();
    private ElementReference _plot;
    private string? _sentKey;
    private DateTimeOffset _sentThrough;
    private bool _tableOpen;

    [Parameter, EditorRequired]
    public required ChartModel Chart { get; set; }

    /// <summary>Pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 240;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    private string Sentence => ChartSentence.Of(Chart, L, Clock);

    private IEnumerable<SeriesPoint> Newest => Chart.Points.Reverse().Take(TableRows);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var site = new { lang = Languages.Current, offset = Clock.OffsetMinutes(Chart.To) };
            await _drawing.MountAsync(Js, "./Controls/IlChart.razor.js", _plot, site);
        }

        if (_drawing.IsMounted) await SendAsync();
    }

    private async Task SendAsync()
    {
        var isNew = _sentKey != Chart.Key;
        var fresh = isNew ? Chart.Points : [.. Chart.Points.SkipWhile(p => p.Time <= _sentThrough)];
        if (!isNew && fresh.Count == 0) return;
        _sentKey = Chart.Key;
        _sentThrough = Chart.Points.Count > 0 ? Chart.Points[^1].Time : Chart.From;
        var times = fresh.Select(p => p.Time.ToUnixTimeMilliseconds()).ToArray();
        var values = fresh.Select(p => p.Value).ToArray();
        var (from, to) = (Chart.From.ToUnixTimeMilliseconds(), Chart.To.ToUnixTimeMilliseconds());
        if (isNew) await _drawing.InvokeAsync("set", Head(), from, to, times, values);
        else await _drawing.InvokeAsync("append", from, to, times, values);
    }

    private object Head() => new
    {
        title = Chart.Title,
        unit = Numbers.UnitSign(Chart.Unit ?? ""),
        decimals = Chart.Decimals,
        gap = Chart.GapAfter.TotalMilliseconds,
        limit = Chart.Limit?.Value,
        limitLabel = Chart.Limit is { } limit ? L["Limit", Numbers.Measure(limit.Value)].Value : null,
        marks = Chart.Marks.Select(m => new { at = m.At.ToUnixTimeMilliseconds(), label = m.Label, bad = m.IsBad }).ToArray(),
        limitColour = Chart.Limit is { } l ? $"--sev-{l.Severity.ToString().ToLowerInvariant()}" : null,
    };

    private Task CsvAsync() => _drawing.InvokeAsync("csv");

    public ValueTask DisposeAsync() => _drawing.DisposeAsync();
}
