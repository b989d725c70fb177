using IotLink.Core.Accounts;
using IotLink.Core.Devices;
using IotLink.Core.Telemetry;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Devices;

/// <summary>All devices one may see, thousands of them: the server sends the rows in sight. What is filtered is in the address.</summary>
public sealed partial class DevicesPage : IDisposable
{
    private static readonly TimeSpan RefreshPace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<Site> _sites = [];
    private DeviceQuery _query = new();
    private IlGrid<DeviceLine>? _grid;
    private int? _total;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    private string? Site { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "desc")]
    private bool Descending { get; set; }

    [Inject]
    private DeviceLines Lines { get; set; } = default!;

    [Inject]
    private DeviceDesk Devices { get; set; } = default!;

    [Inject]
    private ProductSpecs Specs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<DevicesPage> L { get; set; } = default!;

    [Inject]
    private Words W { get; set; } = default!;

    private bool ShowsCustomers => Visit.Perspective is Perspective.Service;

    protected override async Task OnInitializedAsync() => _sites = await Devices.SitesAsync(Visit.Viewer, _ended.Token);

    protected override void OnParametersSet() => _query = new(
        string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(),
        ProductId.TryParse(Product, out var product) ? product : null,
        SiteId.TryParse(Site, out var site) ? site : null,
        Enum.TryParse<DeviceSort>(Sort, ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : DeviceSort.Device,
        Descending);

    private async ValueTask<ItemsProviderResult<DeviceLine>> ProvideAsync(ItemsProviderRequest request)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken, _ended.Token);
        var page = await Lines.ListAsync(Visit.Viewer, _query with { Skip = request.StartIndex, Take = request.Count }, either.Token);
        if (_total != page.Total)
        {
            _total = page.Total;
            StateHasChanged();
        }

        return new(page.Items, page.Total);
    }

    private Task RefreshAsync() => _grid?.RefreshAsync() ?? Task.CompletedTask;

    private void SortBy(DeviceSort sort) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["sort"] = sort == DeviceSort.Device ? null : sort.ToString().ToLowerInvariant(),
        ["desc"] = _query.Sort == sort && !_query.Descending ? true : null,
    }));

    private void Go(string name, object? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, value is string { Length: > 0 } text ? text : null));

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
