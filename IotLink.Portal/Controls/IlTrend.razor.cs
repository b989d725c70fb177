using IotLink.Core.Trends;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace IotLink.Portal.Controls;

/// <summary>Curves to be looked into: drawing a frame asks the page for that part, finer. With a table twin.</summary>
public sealed partial class IlTrend : IAsyncDisposable
{
    private const int TableRows = 300;

    private readonly JsPart _drawing = new();
    private DotNetObjectReference<IlTrend>? _self;
    private ElementReference _plot;
    private string? _sent;
    private bool _tableOpen;

    [Parameter, EditorRequired]
    public required TrendChart Chart { get; set; }

    /// <summary>Pixels.</summary>
    [Parameter]
    public int Height { get; set; } = 320;

    [Parameter]
    public EventCallback<TrendRange> Zoomed { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    private string Sentence => L["Sentence", Chart.Title, Clock.DateTime(Chart.From), Clock.DateTime(Chart.To), Chart.Curves.Count];

    private IEnumerable<(string Curve, TrendPoint Point)> Newest =>
        Chart.Curves.SelectMany(c => c.Points.Select(p => (c.Name, p))).OrderByDescending(p => p.p.Time).Take(TableRows);

    [JSInvokable]
    public Task OnZoom(double from, double to) =>
        Zoomed.InvokeAsync(new(DateTimeOffset.FromUnixTimeMilliseconds((long)from), DateTimeOffset.FromUnixTimeMilliseconds((long)to)));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            var site = new { lang = Languages.Current, offset = Clock.OffsetMinutes(Chart.To), height = Height };
            await _drawing.MountAsync(Js, "./Controls/IlTrend.razor.js", _plot, site, _self);
        }

        if (!_drawing.IsMounted || _sent == Chart.Key) return;
        _sent = Chart.Key;
        await _drawing.InvokeAsync("draw", Head(), Chart.Curves.Select(Sent).ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _drawing.DisposeAsync();
        _self?.Dispose();
    }

    private object Head() => new
    {
        unit = Numbers.UnitSign(Chart.Unit ?? ""),
        decimals = Chart.Decimals,
        from = Chart.From.ToUnixTimeMilliseconds(),
        to = Chart.To.ToUnixTimeMilliseconds(),
        band = L["Band"].Value,
    };

    /// <summary>Arrays beside each other: a third of what objects would weigh.</summary>
    private static object Sent(TrendCurve curve) => new
    {
        name = curve.Name,
        expected = curve.IsExpected,
        times = curve.Points.Select(p => p.Time.ToUnixTimeMilliseconds()).ToArray(),
        values = curve.Points.Select(p => p.Value).ToArray(),
        lows = curve.Points.Any(p => p.Min != p.Value) ? curve.Points.Select(p => p.Min).ToArray() : null,
        highs = curve.Points.Any(p => p.Max != p.Value) ? curve.Points.Select(p => p.Max).ToArray() : null,
    };
}
