using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>One device: how it is now, how it was, what it sent, what was wrong. Customers see values, staff also the bytes behind them.</summary>
public sealed partial class DevicePage : IDisposable
{
    private const string DefaultRange = "10m";
    private const int AlarmsShown = 20;

    private static readonly Dictionary<string, TimeSpan> Ranges = new()
    {
        [DefaultRange] = TimeSpan.FromMinutes(10),
        ["1h"] = TimeSpan.FromHours(1),
        ["24h"] = TimeSpan.FromDays(1),
    };

    private readonly CancellationTokenSource _ended = new();
    private PageState _state = PageState.Loading;
    private DeviceLine? _line;
    private StoredReading? _latest;
    private IReadOnlyList<AlarmRow> _alarms = [];
    private string? _metric;
    private MetricCurve? _curve;
    private ChartModel? _chart;
    private (string? Id, string? Metric, string Range) _loaded;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "metric")]
    private string? Metric { get; set; }

    [SupplyParameterFromQuery(Name = "range")]
    private string? Range { get; set; }

    [Inject]
    private DeviceLines Lines { get; set; } = default!;

    [Inject]
    private TelemetryDesk Telemetry { get; set; } = default!;

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private MetricCurves Curves { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<DevicePage> L { get; set; } = default!;

    private string Title => _line is null ? Id ?? "" : $"{_line.Row.Device.Name} \u2014 {_line.Row.Device.Id}";

    private string RangeName => Range is not null && Ranges.ContainsKey(Range) ? Range : DefaultRange;

    private bool ShowsFrames => Visit.Viewer.May(Permission.ViewRawFrames);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded.Id != Id && !await LoadAsync())
        {
            _state = PageState.NotFound;
            return;
        }

        _state = PageState.Ready;
        await LoadCurveAsync();
    }

    private async Task<bool> LoadAsync()
    {
        _line = DeviceId.TryParse(Id, out var id) ? await Lines.FindAsync(Visit.Viewer, id, _ended.Token) : null;
        _loaded = default;
        if (_line is null) return false;
        _latest = await Telemetry.LatestAsync(Visit.Viewer, id, _ended.Token);
        await LoadAlarmsAsync();
        return true;
    }

    /// <summary>The metric the address names; else the first that can be drawn.</summary>
    private async Task LoadCurveAsync()
    {
        _metric = Metric ?? _latest?.Metrics.FirstOrDefault(m => m.Value.Plottable is not null).Key;
        if (_loaded == (Id, _metric, RangeName)) return;
        _loaded = (Id, _metric, RangeName);
        _curve = _metric is null ? null : await Curves.LoadAsync(Visit.Viewer, _line!.Row.Device.Id, _metric, Clock.Now - Ranges[RangeName], Clock.Now, _ended.Token);
        _chart = _curve?.ToChart();
    }

    private async Task RefreshAsync()
    {
        if (_line is null) return;
        var id = _line.Row.Device.Id;
        _line = await Lines.FindAsync(Visit.Viewer, id, _ended.Token) ?? _line;
        _latest = await Telemetry.LatestAsync(Visit.Viewer, id, _ended.Token);
        if (_curve is null) await LoadCurveAsync();
        else if (await Curves.ExtendAsync(Visit.Viewer, _curve, Clock.Now, _ended.Token)) _chart = _curve.ToChart();
        StateHasChanged();
    }

    private async Task RefreshAlarmsAsync()
    {
        await LoadAlarmsAsync();
        StateHasChanged();
    }

    private async Task LoadAlarmsAsync()
    {
        if (_line is null) return;
        var query = new AlarmQuery(OnlyOpen: false, Device: _line.Row.Device.Id, Take: AlarmsShown);
        _alarms = (await Alarms.ListAsync(Visit.Viewer, query, _ended.Token)).Items;
    }

    private string MetricAddress(string metric) => Navigation.GetUriWithQueryParameter("metric", metric);

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
