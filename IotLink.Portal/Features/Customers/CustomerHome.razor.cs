using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Devices;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.Customers;

/// <summary>What a customer sees first: one sentence, the sites, what is open. Nothing of anybody else's.</summary>
public sealed partial class CustomerHome : IDisposable
{
    private const int DevicesRead = 500;
    private const int DevicesShown = 12;
    private const int AlarmsRead = 500;
    private const int AlarmsShown = 10;

    private static readonly TimeSpan RefreshPace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<SiteState>? _sites;
    private IReadOnlyList<DeviceLine> _devices = [];
    private IReadOnlyList<AlarmRow> _alarms = [];

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private DeviceDesk Devices { get; set; } = default!;

    [Inject]
    private DeviceLines Lines { get; set; } = default!;

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private IStringLocalizer<CustomerHome> L { get; set; } = default!;

    private string Sentence
    {
        get
        {
            var troubled = _sites!.Where(s => !s.IsWell).ToList();
            return troubled.Count == 0
                ? L["AllWell", _sites!.Count]
                : L["SomeNot", _sites!.Count - troubled.Count, _sites.Count, troubled.Count, string.Join(", ", troubled.Select(s => s.Site.Name))];
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var sites = await Devices.SitesAsync(Visit.Viewer, _ended.Token);
        var devices = (await Lines.ListAsync(Visit.Viewer, new(Take: DevicesRead), _ended.Token)).Items;
        var open = (await Alarms.ListAsync(Visit.Viewer, new(Take: AlarmsRead), _ended.Token)).Items;
        _devices = devices;
        _alarms = [.. open.Take(AlarmsShown)];
        _sites = [.. sites.Select(site => StateOf(site, [.. devices.Where(d => d.Row.Device.Site == site.Id)], [.. open.Where(a => a.Site?.Id == site.Id)]))];
    }

    private static SiteState StateOf(Site site, IReadOnlyList<DeviceLine> devices, IReadOnlyList<AlarmRow> alarms)
    {
        var silent = devices.Count(d => d.State == DeviceCondition.Disconnected);
        var state = alarms.Any(a => a.Alarm.Severity <= Severity.High) ? DeviceCondition.Alarm
            : alarms.Count > 0 ? DeviceCondition.Attention
            : silent > 0 ? DeviceCondition.Disconnected
            : DeviceCondition.Normal;
        return new(site, devices.Count, silent, alarms.Count, state);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
