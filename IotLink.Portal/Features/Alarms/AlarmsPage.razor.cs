using IotLink.Core.Alarms;
using IotLink.Core.Rules;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace IotLink.Portal.Features.Alarms;

/// <summary>The alarm console: what is open, most urgent first, with one of them in full beside it.</summary>
public sealed partial class AlarmsPage : IDisposable
{
    private static readonly string[] Keys =
    [
        "KeyJ", "KeyK", "KeyA", "KeyM", "KeyS", "KeyZ", "KeyR", "KeyX", "KeyW", "KeyU", "Enter", "Period", "Escape", "Shift+Slash", "Shift+ArrowDown",
        "Shift+ArrowUp", .. Enumerable.Range(1, 9).Select(n => $"Digit{n}"),
    ];

    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private readonly AlarmListState _list = new();
    private AlarmFilter _filter = AlarmFilter.Of(null, null, false, 0);
    private AlarmCounts? _counts;
    private AlarmRow? _selected;
    private AlarmSound? _sound;
    private DateTimeOffset _now;
    private DateTimeOffset? _heard;
    private int _total;
    private bool _pointerInside;
    private bool _focusInside;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "class")]
    private string? Class { get; set; }

    [SupplyParameterFromQuery(Name = "in")]
    private string? In { get; set; }

    [SupplyParameterFromQuery(Name = "storm")]
    private string? Storm { get; set; }

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
    private IOptions<AlarmOptions> Options { get; set; } = default!;

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
        : L["Summary", Numbers.Count(_counts.Open), Numbers.Count(_counts.ByClass.GetValueOrDefault(AlarmClass.Immediate))];

    protected override void OnInitialized()
    {
        _now = Time.GetUtcNow();
        _ = TickAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = AlarmFilter.Of(Class, Q, Resolved, Skip, In, Storm);
        if (_counts is null || filter != _filter)
        {
            _filter = filter;
            Unpick();
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
        var page = await Alarms.ListAsync(Visit.Viewer, _filter.QueryOf(Visit.Viewer), _ended.Token);
        _counts = await Alarms.CountAsync(Visit.Viewer, _ended.Token);
        _total = page.Total;
        _list.Update(page.Items, hold);
        _now = Time.GetUtcNow();
        await HearAsync(page.Items);
    }

    /// <summary>The worst alarm noticed since the last look is heard, where somebody wants that.</summary>
    private async Task HearAsync(IReadOnlyList<AlarmRow> rows)
    {
        var heard = _heard;
        List<Alarm> fresh = [.. rows.Select(r => r.Alarm).Where(a => a.State == AlarmState.New && a.NoticedAt > (heard ?? _now))];
        _heard = fresh.Select(a => a.NoticedAt).Append(heard ?? _now).Max();
        if (heard is not null && fresh.Count > 0 && _sound is not null) await _sound.RingAsync(fresh.Min(a => a.Severity));
    }

    /// <summary>The time left goes on when nothing else happens.</summary>
    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickEvery, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                _now = Time.GetUtcNow();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed.
        }
    }

    private AlarmDue? DueOf(Alarm alarm) => AlarmDue.Of(alarm, Options.Value);

    /// <summary>The one the address names; else the one in view, as long as it is there; else the first.</summary>
    private async Task SelectAsync()
    {
        if (A is null) _selected = _list.Rows.FirstOrDefault(r => r.Alarm.Id == _selected?.Alarm.Id) ?? _list.Neighbour(null, 0);
        else if (!AlarmId.TryParse(A, null, out var id)) _selected = null;
        else _selected = _list.Rows.FirstOrDefault(r => r.Alarm.Id == id) ?? await Alarms.FindAsync(Visit.Viewer, id, _ended.Token);
    }

    private string HrefOf(AlarmRow row) => _filter.Address(Address, row.Alarm.Id);

    /// <summary>Where a storm's row leads to all of it.</summary>
    private string? StormHref => _selected is { Count: > 1, Alarm.Group: { } storm } ? (_filter with { Storm = storm, Skip = 0, Class = null }).Address(Address) : null;

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
