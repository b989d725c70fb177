using IotLink.Core.Accounts;
using IotLink.Core.History;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.History;

/// <summary>One replay: how far it is, what it would change, and what may be done with it.</summary>
public sealed partial class ReplayView
{
    private Confirmation? _confirming;
    private ReplayFault? _fault;

    [Inject]
    private HistoryDesk Desk { get; set; } = default!;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Parameter, EditorRequired]
    public required ReplayJob Replay { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    private bool MayDecide => Visit.Viewer.May(Permission.ApplyHistory);

    private bool IsOwn => Replay.AuthorId == Visit.Viewer.UserId;

    /// <summary>A text that is no version is only tried.</summary>
    private bool IsUnregistered => Replay.Request.Version is null;

    private bool CanCancel => Replay.State is ReplayState.Waiting or ReplayState.Previewing or ReplayState.Previewed or ReplayState.Approved or ReplayState.Applying;

    private void AskApply()
    {
        var impact = Replay.Impact!;
        _confirming = new(
            L["ApplyQuestion", Numbers.Count(impact.Changed), Numbers.Count(impact.Added), Numbers.Count(impact.Removed), Numbers.Count(impact.Devices)],
            L["Apply"], () => Desk.ApplyAsync(Visit.Viewer, Replay.Id, CancellationToken.None));
    }

    private void AskRollBack() =>
        _confirming = new(L["RollBackQuestion"], L["RollBack"], () => Desk.RollBackAsync(Visit.Viewer, Replay.Id, CancellationToken.None));

    private async Task ConfirmAsync()
    {
        var confirmed = _confirming!;
        _confirming = null;
        await DoAsync(confirmed.Do());
    }

    private Task CancelAsync() => DoAsync(Desk.CancelAsync(Visit.Viewer, Replay.Id, CancellationToken.None));

    private async Task DoAsync(Task<ReplayAnswer> step)
    {
        _fault = (await step).Fault;
        await Changed.InvokeAsync();
    }

    private sealed record Confirmation(string Question, string Verb, Func<Task<ReplayAnswer>> Do);
}
