using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Documents;
using IotLink.Portal.Localization;
using Microsoft.AspNetCore.Components;
using Severity = MudBlazor.Severity;

namespace IotLink.Portal.Features.Alarms;

/// <summary>What one does in the console: keys, the selection, strokes and taking them back.</summary>
public sealed partial class AlarmsPage
{
    private static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(10);

    private readonly Dictionary<AlarmId, AlarmRow> _picked = [];
    private IReadOnlyList<Person> _people = [];
    private AlarmResolvePanel? _resolving;
    private AlarmStroke? _undo;
    private string _undoText = "";
    private AlarmId? _anchor;
    private bool _pickedAll;
    private Panel _panel;

    private enum Panel { None, Assign, Snooze, Resolve, Keys }

    [Inject]
    private AlarmActions Actions { get; set; } = default!;

    [Inject]
    private AlarmWords Words { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool MayAct => Visit.Viewer.May(Permission.AcknowledgeAlarms);

    private int PickedCount => _pickedAll ? Math.Min(_total, AlarmAct.Most) : _picked.Values.Sum(r => r.Count);

    private async Task OnKeyAsync(string code)
    {
        switch (code)
        {
            case "KeyJ" or "KeyK" when _list.Neighbour(_selected?.Alarm.Id, code == "KeyJ" ? 1 : -1) is { } next:
                Navigation.NavigateTo(_filter.Address(Address, next.Alarm.Id), replace: true);
                break;
            case "Shift+ArrowDown" or "Shift+ArrowUp":
                Extend(code == "Shift+ArrowDown" ? 1 : -1);
                break;
            case "KeyX" when _selected is not null && MayAct:
                Pick(_selected);
                break;
            case "KeyA":
                await TakeAsync(new AlarmStep.Acknowledge());
                break;
            case "KeyM":
                await TakeAsync(new AlarmStep.Assign(Person.Of(Visit.Viewer)));
                break;
            case "KeyS" or "KeyZ" or "KeyR" when HasTarget:
                await OpenAsync(code switch { "KeyS" => Panel.Assign, "KeyZ" => Panel.Snooze, _ => Panel.Resolve });
                break;
            case "KeyW" when _selected is not null:
                Navigation.NavigateTo($"{Address}/{_selected.Alarm.Id}");
                break;
            case "KeyU":
                await UndoAsync();
                break;
            case "Shift+Slash":
                _panel = _panel == Panel.Keys ? Panel.None : Panel.Keys;
                break;
            case "Enter" when _panel == Panel.None && _selected is not null:
                Navigation.NavigateTo(Visit.AddressOf(_selected.Alarm.Device));
                break;
            case "Period":
                TakeIn();
                break;
            case "Escape":
                Leave();
                break;
            case ['D', 'i', 'g', 'i', 't', .. var digit]:
                await TypeAsync(int.Parse(digit, CultureInfo.InvariantCulture));
                break;
        }
    }

    private bool HasTarget => _picked.Count > 0 || _selected is not null;

    private void Leave()
    {
        if (_panel != Panel.None) ClosePanel();
        else if (_picked.Count > 0) Unpick();
        else Navigation.NavigateTo(_filter.Address(Address), replace: true);
    }

    private async Task OpenAsync(Panel panel)
    {
        if (!MayAct)
        {
            Snackbar.Add(L["NotYours"], Severity.Warning);
            return;
        }

        if (panel == Panel.Assign) _people = await Actions.AssignableAsync(Visit.Viewer, _ended.Token);
        _panel = panel;
    }

    private void ClosePanel() => _panel = Panel.None;

    private async Task TypeAsync(int number)
    {
        if (_panel == Panel.Snooze && number >= 1 && number <= AlarmSnoozePanel.Spans.Count) await SnoozeAsync(AlarmSnoozePanel.Spans[number - 1]);
        else if (_panel == Panel.Resolve && _resolving is not null) await _resolving.PickAsync(number);
    }

    private Task AssignAsync(Person to) => TakeAsync(new AlarmStep.Assign(to));

    private Task SnoozeAsync(TimeSpan span) => TakeAsync(new AlarmStep.Snooze(Time.GetUtcNow() + span));

    private void Pick(AlarmRow row)
    {
        _pickedAll = false;
        _anchor = row.Alarm.Id;
        if (!_picked.Remove(row.Alarm.Id)) _picked[row.Alarm.Id] = row;
    }

    /// <summary>From where the selection began to the next row.</summary>
    private void Extend(int step)
    {
        if (!MayAct || _selected is null) return;
        _anchor ??= _selected.Alarm.Id;
        if (_list.Neighbour(_selected.Alarm.Id, step) is not { } next) return;
        _picked.Clear();
        foreach (var row in _list.Between(_anchor, next.Alarm.Id)) _picked[row.Alarm.Id] = row;
        Navigation.NavigateTo(_filter.Address(Address, next.Alarm.Id), replace: true);
    }

    private void Unpick()
    {
        _picked.Clear();
        (_pickedAll, _anchor) = (false, null);
    }

    /// <summary>On the selection, or on the alarm in view; a storm's row means all of it.</summary>
    private async Task TakeAsync(AlarmStep step)
    {
        ClosePanel();
        if (!HasTarget) return;
        if (await StrokeAsync(step) is not { } stroke)
        {
            Snackbar.Add(L["NotYours"], Severity.Warning);
            return;
        }

        var results = stroke.Results.ToList();
        foreach (var result in results) _list.Patch(result.Alarm);
        var done = results.Where(r => r.IsDone).ToList();
        if (done.Count > 0) OfferUndo(step, stroke, done);
        if (results.Find(r => !r.IsDone) is { } refused)
        {
            Snackbar.Add(results.Count == 1 ? Words.Of(refused) : L["NotDone", Numbers.Count(results.Count - done.Count), Words.Of(refused)].Value, Severity.Warning);
        }

        Unpick();
        await LoadAsync(hold: step is AlarmStep.Acknowledge or AlarmStep.Assign or AlarmStep.Comment);
        await SelectAsync();
    }

    /// <returns>null when the viewer may not.</returns>
    private Task<AlarmStroke?> StrokeAsync(AlarmStep step)
    {
        if (_pickedAll) return Actions.TakeAsync(Visit.Viewer, step, _filter.QueryOf(Visit.Viewer) with { Folded = false }, _ended.Token);
        IReadOnlyCollection<AlarmRow> rows = _picked.Count > 0 ? _picked.Values : [_selected!];
        return rows.Count == 1 && rows.First() is { Count: > 1 } storm
            ? Actions.TakeAsync(Visit.Viewer, step, new AlarmQuery { Group = storm.Alarm.Group }, _ended.Token)
            : Actions.TakeAsync(Visit.Viewer, step, [.. rows.Select(r => new AlarmTarget(r.Alarm.Id, r.Alarm.Version))], _ended.Token);
    }

    private void OfferUndo(AlarmStep step, AlarmStroke stroke, List<AlarmResult> done)
    {
        _undo = stroke;
        _undoText = L["Done." + step.Word, done.Count == 1 ? Titles.Of(done[0].Alarm) : L["Alarms", Numbers.Count(done.Count)].Value];
        _ = ForgetAsync(stroke);
    }

    private async Task ForgetAsync(AlarmStroke stroke)
    {
        await Task.Delay(UndoFor, Time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_undo != stroke || _ended.IsCancellationRequested) return;
        _undo = null;
        await InvokeAsync(StateHasChanged);
    }

    private async Task UndoAsync()
    {
        if (_undo is not { } stroke) return;
        _undo = null;
        if (await Actions.UndoAsync(Visit.Viewer, stroke.Batch, _ended.Token) is not { } undone) return;
        Snackbar.Add(L["Undone", Numbers.Count(undone.Done)], undone.Done > 0 ? Severity.Success : Severity.Warning);
        await LoadAsync(hold: false);
        await SelectAsync();
    }
}
