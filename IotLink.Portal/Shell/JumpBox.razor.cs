using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Alarms;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace IotLink.Portal.Shell;

/// <summary>Goes anywhere by a few letters: pages, devices, alarms, as far as the person may see them.</summary>
public sealed partial class JumpBox : IAsyncDisposable
{
    private const int PerKind = 6;

    private readonly JsPart _key = new();
    private DotNetObjectReference<JumpBox>? _self;
    private ElementReference _input;
    private IReadOnlyList<JumpTarget> _targets = [];
    private CancellationTokenSource _search = new();
    private string _text = "";
    private int _at;
    private bool _open;
    private bool _isArrow;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private DeviceDesk Devices { get; set; } = default!;

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private AlarmTitles Titles { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private IStringLocalizer<JumpBox> L { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ShellLayout> T { get; set; } = default!;

    [Inject]
    private IStringLocalizer<PlaceNames> Names { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await _key.MountAsync(Js, "./Shell/JumpBox.razor.js", _self);
    }

    [JSInvokable]
    public async Task OpenAsync()
    {
        (_open, _text, _at) = (true, "", 0);
        _targets = [.. Pages("")];
        StateHasChanged();
        await Task.Yield();
        await _input.FocusAsync();
    }

    private void Close() => _open = false;

    /// <summary>The newest letters win: an older search still under way is dropped.</summary>
    private async Task SearchAsync()
    {
        await _search.CancelAsync();
        _search.Dispose();
        _search = new();
        var text = _text.Trim();
        try
        {
            JumpTarget[] found = text.Length == 0 ? [] : [.. await DevicesAsync(text, _search.Token), .. await AlarmsAsync(text, _search.Token)];
            (_targets, _at) = ([.. Pages(text), .. found], 0);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private IEnumerable<JumpTarget> Pages(string text) =>
        from place in Places.MenuOf(Visit.Person, Visit.Perspective!.Value)
        let name = Names[place.Menu!].Value
        where name.Contains(text, StringComparison.CurrentCultureIgnoreCase)
        select new JumpTarget("Page", name, place.Template, place.Template);

    private async Task<IEnumerable<JumpTarget>> DevicesAsync(string text, CancellationToken ct)
    {
        if (!Visit.Viewer.May(Permission.ViewDevices)) return [];
        var page = await Devices.ListAsync(Visit.Viewer, new(text, Take: PerKind), ct);
        return page.Items.Select(r => new JumpTarget("Device", r.Row.Device.Id.Value, r.Row.Device.Name, Visit.AddressOf(r.Row.Device.Id)));
    }

    private async Task<IEnumerable<JumpTarget>> AlarmsAsync(string text, CancellationToken ct)
    {
        if (Visit.Perspective != Perspective.Service || !Visit.Viewer.May(Permission.ViewAlarms)) return [];
        var page = await Alarms.ListAsync(Visit.Viewer, new(Search: text, Take: PerKind), ct);
        return page.Items.Select(r => new JumpTarget("Alarm", Titles.Of(r.Alarm), r.Alarm.Device.Value, $"/s/alarms?a={r.Alarm.Id}"));
    }

    private void OnKey(KeyboardEventArgs e)
    {
        _isArrow = e.Code is "ArrowDown" or "ArrowUp";
        if (e.Code == "Escape") Close();
        if (_targets.Count == 0) return;
        if (_isArrow) _at = (_at + (e.Code == "ArrowDown" ? 1 : _targets.Count - 1)) % _targets.Count;
        if (e.Code is not ("Enter" or "NumpadEnter")) return;
        Close();
        Navigation.NavigateTo(_targets[_at].Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _search.CancelAsync();
        _search.Dispose();
        await _key.DisposeAsync();
        _self?.Dispose();
    }
}
