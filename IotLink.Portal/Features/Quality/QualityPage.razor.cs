using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Quality;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Quality;

/// <summary>How good the data of each product is, day by day, and what is behind a day's score.</summary>
public sealed partial class QualityPage : IDisposable
{
    private static readonly int[] Spans = [7, 14, 31];
    private static readonly TimeSpan RefreshPace = TimeSpan.FromSeconds(5);

    private readonly Lifetime _ended = new();
    private QualityHeatmap? _heat;
    private QualityDetail? _detail;
    private IReadOnlyList<StaleData> _stale = [];
    private ProductId? _product;
    private DateOnly? _day;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    private int DaysAsked { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "day")]
    private string? Day { get; set; }

    /// <summary>null: all.</summary>
    [SupplyParameterFromQuery(Name = "firmware")]
    private string? Firmware { get; set; }

    /// <summary>The rule whose devices are listed; null: any.</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    private string? Rule { get; set; }

    [Inject]
    private QualityDesk Desk { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private int Span => Spans.Contains(DaysAsked) ? DaysAsked : 14;

    public void Dispose()
    {
        _ended.Dispose();
    }

    protected override Task OnParametersSetAsync()
    {
        _product = ProductId.TryParse(Product, out var product) ? product : null;
        _day = DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        return LoadAsync();
    }

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var (viewer, today) = (Visit.Viewer, DateOnly.FromDateTime(Clock.Local(Clock.Now).DateTime));
        var days = await Desk.DaysAsync(viewer, null, today, Span, Clock.Zone, _ended.Token);
        _stale = await Desk.StaleAsync(viewer, _product, _ended.Token);
        _detail = _product is { } product && _day is { } day
            ? await Desk.DetailAsync(viewer, product, day, Clock.Zone, Firmware, Rule, _ended.Token)
            : null;
        _heat = new(days, today, Span);
    }

    private string Address(string name, object value) => Navigation.GetUriWithQueryParameter(name, Convert.ToString(value, CultureInfo.InvariantCulture));
}
