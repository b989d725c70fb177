using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.Analysis;
using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Telemetry;
using IotLink.Core.Trends;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Trends;

/// <summary>Any metric of some devices over any time; a frame drawn on the curve asks for that part, finer. What is shown is in the address.</summary>
public sealed partial class TrendsPage : IDisposable
{
    private const int MostDevices = 8;
    private const int MostListed = 200;
    private const int Columns = 1_000;

    private static readonly (string Word, TimeSpan Length)[] Ranges =
        [("1h", TimeSpan.FromHours(1)), ("24h", TimeSpan.FromDays(1)), ("7d", TimeSpan.FromDays(7)), ("30d", TimeSpan.FromDays(30)), ("365d", TimeSpan.FromDays(365))];

    private readonly Lifetime _ended = new();
    private IReadOnlyList<ProductId> _products = [];
    private IReadOnlyList<string> _metrics = [];
    private IReadOnlyList<DeviceRow> _devices = [];
    private IReadOnlyList<DeviceId> _picked = [];
    private IReadOnlyList<TrendNumbers.Row> _numbers = [];
    private ProductId? _product;
    private string? _metric;
    private Statistic _statistic;
    private TrendTier _tier;
    private TrendChart? _chart;
    private DeviceAnalysis? _analysis;
    private (DateTimeOffset From, DateTimeOffset To) _range;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "metric")]
    private string? Metric { get; set; }

    /// <summary>Apart by commas.</summary>
    [SupplyParameterFromQuery(Name = "d")]
    private string? Picked { get; set; }

    [SupplyParameterFromQuery(Name = "r")]
    private string? Range { get; set; }

    /// <summary>Milliseconds; with <see cref="To"/> in place of a range that ends now.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private long? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private long? To { get; set; }

    [SupplyParameterFromQuery(Name = "stat")]
    private string? StatisticAsked { get; set; }

    [Inject]
    private TrendDesk Desk { get; set; } = default!;

    [Inject]
    private AnalysisDesk Analyses { get; set; } = default!;

    [Inject]
    private DeviceDesk Devices { get; set; } = default!;

    [Inject]
    private ProductSpecs Specs { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsLab => Visit.Perspective is Perspective.Lab;

    private string RangeWord => Ranges.Any(r => r.Word == Range) ? Range! : "24h";

    public void Dispose() => _ended.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_products.Count == 0)
        {
            var all = await Devices.ListAsync(Visit.Viewer, new(Take: 500), _ended.Token);
            _products = [.. all.Items.Select(r => r.Row.Device.Product).Distinct().OrderBy(p => p.Value, StringComparer.Ordinal)];
        }

        _product = ProductId.TryParse(Product, out var asked) && _products.Contains(asked) ? asked : _products.Count > 0 ? _products[0] : null;
        _metrics = _product is { } product ? Specs.MetricNames(product) : [];
        _metric = Metric is not null && _metrics.Contains(Metric) ? Metric : _metrics.Count > 0 ? _metrics[0] : null;
        _statistic = Enum.TryParse<Statistic>(StatisticAsked, ignoreCase: true, out var statistic) && Enum.IsDefined(statistic) ? statistic : Statistic.Mean;
        _devices = _product is null ? [] : [.. (await Devices.ListAsync(Visit.Viewer, new(Product: _product, Take: MostListed), _ended.Token)).Items.Select(r => r.Row)];
        var wanted = (Picked ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        _picked = [.. _devices.Select(r => r.Device.Id).Where(id => wanted.Contains(id.Value)).Take(MostDevices)];
        if (_picked.Count == 0) _picked = [.. _devices.Take(1).Select(r => r.Device.Id)];
        var end = Clock.Now;
        _range = From is { } from && To is { } to && from < to
            ? (DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to))
            : (end - Ranges.First(r => r.Word == RangeWord).Length, end);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (curves, numbers) = (new List<TrendCurve>(), new List<TrendNumbers.Row>());
        _analysis = null;
        if (_metric is not null)
        {
            foreach (var device in _picked)
            {
                var question = new TrendQuestion(_metric, _range.From, _range.To, Columns, _statistic);
                if (await Desk.OfDeviceAsync(Visit.Viewer, device, question, _ended.Token) is not { } trend) continue;
                _tier = trend.Tier;
                curves.Add(new(device.Value, trend.Points));
                if (await Desk.SummaryAsync(Visit.Viewer, device, question, _ended.Token) is { } summary) numbers.Add(new(device, summary));
            }

            if (_picked is [var only] && _range.To - _range.From > TimeSpan.FromDays(3)) await AnalyseAsync(only, curves);
        }

        _numbers = numbers;
        var spec = _product is { } product && _metric is not null ? Specs.MetricOf(product, _metric) : null;
        var key = string.Create(CultureInfo.InvariantCulture, $"{_metric}|{string.Join(',', _picked)}|{_range.From.Ticks}|{_range.To.Ticks}|{_statistic}");
        var until = _analysis is { Ahead: [.., var last] } && last.At > _range.To && From is null ? last.At : _range.To;
        _chart = new(key, $"{_metric} · {L["Statistic" + _statistic]}", spec?.Unit, spec?.Decimals, _range.From, until, curves);
    }

    private async Task AnalyseAsync(DeviceId device, List<TrendCurve> curves)
    {
        _analysis = await Analyses.OfDeviceAsync(Visit.Viewer, device, _metric!, _range.From, _range.To, _ended.Token);
        if (_analysis is null || From is not null || _statistic != Statistic.Mean) return;
        curves.Add(new(L["Forecast"], [.. _analysis.Ahead.Select(a => new TrendPoint(a.At, a.Forecast.Value, a.Forecast.Low, a.Forecast.High, 0))], IsExpected: true));
    }

    private void Zoom(TrendRange range) => Go(("from", range.From.ToUnixTimeMilliseconds()), ("to", range.To.ToUnixTimeMilliseconds()));

    private void Toggle(DeviceId id)
    {
        var left = _picked.Contains(id) ? _picked.Where(p => p != id) : _picked.Append(id);
        Go(("d", string.Join(',', left)));
    }

    private string CsvOf(DeviceId device) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/v1/portal/devices/{device}/trend.csv?metric={Uri.EscapeDataString(_metric ?? "")}&statistic={_statistic}&from={Uri.EscapeDataString(_range.From.ToString("o"))}&to={Uri.EscapeDataString(_range.To.ToString("o"))}");

    private void Go(params (string Name, object? Value)[] changes) => Navigation.NavigateTo(Address(changes));

    private string Address(params (string Name, object? Value)[] changes) => Navigation.GetUriWithQueryParameters(
        changes.ToDictionary(c => c.Name, c => Convert.ToString(c.Value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? (object?)text : null));
}
