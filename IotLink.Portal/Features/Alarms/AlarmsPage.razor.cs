using IotLink.Core.Alarms;
using IotLink.Core.Rules;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;
using Severity = MudBlazor.Severity;

namespace IotLink.Portal.Features.Alarms;

/// <summary>The alarm console: what is open, most urgent first, with one of them in full beside it.</summary>
public sealed partial class AlarmsPage : IDisposable
{
    private static readonly string[] Keys = ["KeyJ", "KeyK", "KeyA", "Enter", "Period", "Escape"];

    private readonly CancellationTokenSource _ended = new();
    private readonly AlarmListState _list = new();
    private AlarmFilter _filter = AlarmFilter.Of(null, null, false, 0);
    private IReadOnlyDictionary<AlarmClass, int>? _counts;
    private AlarmRow? _selected;
    private int _total;
    private bool _pointerInside;
    private bool _focusInside;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "class")]
    private string? Class { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "resolved")]
    private bool Resolved { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int Skip { get; set; }

    /// <summary>The alarm in full view.</summary>
    [SupplyParameterFromQuery(Name = "a")]
    private string? A { get; set; }

    [Inject]
    private AlarmDesk Alarms { get; set; } = default!;

    [Inject]
    private AlarmTitles Titles { get; set; } = default!;

    [Inject]
    private IStringLocalizer<AlarmsPage> L { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = default!;

    private string Address => Visit.Root + "/alarms";

    private string Summary => _counts is null
        ? ""
        : L["Summary", Numbers.Count(_counts.Values.Sum()), Numbers.Count(_counts.GetValueOrDefault(AlarmClass.Immediate))];

    protected override async Task OnParametersSetAsync()
    {
        var filter = AlarmFilter.Of(Class, Q, Resolved, Skip);
        if (_counts is null || filter != _filter)
        {
            _filter = filter;
            await LoadAsync(hold: false);
        }

        await SelectAsync();
    }

    private async Task RefreshAsync()
    {
        await LoadAsync(hold: _pointerInside || _focusInside);
        await SelectAsync();
        StateHasChanged();
    }

    private async Task LoadAsync(bool hold)
    {
        var page = await Alarms.ListAsync(Visit.Viewer, _filter.Query, _ended.Token);
        _counts = await Alarms.CountOpenAsync(Visit.Viewer, _ended.Token);
        _total = page.Total;
        _list.Update(page.Items, hold);
    }

    /// <summary>The one the address names; else the one in view, as long as it is there; else the first.</summary>
    private async Task SelectAsync()
    {
        if (A is null) _selected = _list.Rows.FirstOrDefault(r => r.Alarm.Id == _selected?.Alarm.Id) ?? _list.Neighbour(null, 0);
        else if (!AlarmId.TryParse(A, null, out var id)) _selected = null;
        else _selected = _list.Rows.FirstOrDefault(r => r.Alarm.Id == id) ?? await Alarms.FindAsync(Visit.Viewer, id, _ended.Token);
    }

    private async Task AcknowledgeAsync()
    {
        if (_selected?.Alarm is not { State: AlarmState.New } alarm) return;
        if (await Alarms.AcknowledgeAsync(Visit.Viewer, alarm.Id, _ended.Token) is not { } changed)
        {
            Snackbar.Add(L["NotYours"], Severity.Warning);
            return;
        }

        _list.Patch(changed);
        _selected = _selected with { Alarm = changed };
        Snackbar.Add(L["Acknowledged", Titles.Of(changed)], Severity.Success);
    }

    private async Task OnKeyAsync(string code)
    {
        switch (code)
        {
            case "KeyJ" or "KeyK" when _list.Neighbour(_selected?.Alarm.Id, code == "KeyJ" ? 1 : -1) is { } next:
                Navigation.NavigateTo(_filter.Address(Address, next.Alarm.Id), replace: true);
                break;
            case "KeyA":
                await AcknowledgeAsync();
                break;
            case "Enter" when _selected is not null:
                Navigation.NavigateTo(Visit.AddressOf(_selected.Alarm.Device));
                break;
            case "Period":
                TakeIn();
                break;
            case "Escape":
                Navigation.NavigateTo(_filter.Address(Address), replace: true);
                break;
        }
    }

    private void TakeIn() => _list.TakeIn();

    private void Search(ChangeEventArgs e) => Go(_filter with { Search = string.IsNullOrWhiteSpace(e.Value as string) ? null : (string)e.Value, Skip = 0 });

    private void ShowResolved(ChangeEventArgs e) => Go(_filter with { WithResolved = e.Value is true, Skip = 0 });

    private void MovePage(int skip) => Go(_filter with { Skip = skip });

    private void Go(AlarmFilter filter) => Navigation.NavigateTo(filter.Address(Address));

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
