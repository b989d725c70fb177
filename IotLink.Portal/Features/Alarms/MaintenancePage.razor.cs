using IotLink.Core.Alarms.Suppression;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace IotLink.Portal.Features.Alarms;

/// <summary>Planned work: which devices, sites and products may raise alarms without waking anybody.</summary>
public sealed partial class MaintenancePage : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<MaintenanceWindow>? _windows;
    private MaintenanceTarget _target = MaintenanceTarget.Device;
    private MaintenanceRhythm _rhythm;
    private string _key = "";
    private string _why = "";
    private string? _fault;
    private DateTime _from;
    private DateTime _to;
    private DateTime? _until;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private MaintenanceDesk Maintenance { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private IStringLocalizer<MaintenancePage> L { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var now = Clock.Local(Clock.Now).DateTime;
        _from = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        _to = _from.AddHours(1);
        await LoadAsync();
    }

    private async Task LoadAsync() => _windows = await Maintenance.ListAsync(Visit.Viewer, _ended.Token) ?? [];

    private async Task AddAsync()
    {
        var window = new MaintenanceWindow(0, _target, _key.Trim(), At(_from), At(_to))
        {
            Rhythm = _rhythm,
            Until = _rhythm == MaintenanceRhythm.Once || _until is not { } until ? null : At(until.AddDays(1)),
            Why = _why,
        };
        _fault = MaintenanceDesk.Fault(window, Clock.Now);
        if (_fault is not null || await Maintenance.AddAsync(Visit.Viewer, window, _ended.Token) is null) return;
        (_key, _why) = ("", "");
        Snackbar.Add(L["Added"], Severity.Success);
        await LoadAsync();
    }

    private async Task EndAsync(long id)
    {
        await Maintenance.EndAsync(Visit.Viewer, id, _ended.Token);
        await LoadAsync();
    }

    private string StateOf(MaintenanceWindow window) => window.IsActive(Clock.Now) ? "Active" : window.IsOver(Clock.Now) ? "Over" : "Planned";

    /// <summary>What was typed is the site's time.</summary>
    private DateTimeOffset At(DateTime local) => new(local, Clock.Zone.GetUtcOffset(local));

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
