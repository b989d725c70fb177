using IotLink.Core.Accounts;
using IotLink.Core.Backtests;
using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Portal.Controls;
using IotLink.Portal.Features.Documents;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace IotLink.Portal.Features.Backtests;

/// <summary>Backtests of one rule document: ask, watch, look. Which one is shown is in the address.</summary>
public sealed partial class BacktestTab : IDisposable
{
    private const int Listed = 10;

    private readonly Lifetime _ended = new();
    private IReadOnlyList<BacktestJob> _jobs = [];
    private BacktestJob? _picked;
    private string? _shown;
    private bool _wasTold;

    [Parameter, EditorRequired]
    public required Workbench Bench { get; set; }

    [Parameter, EditorRequired]
    public required Func<Func<DocumentSteps, Viewer, Task<DocumentStep>>, Task> Step { get; set; }

    /// <summary>Id of the backtest that is shown; null for the newest.</summary>
    [Parameter]
    public string? Shown { get; set; }

    /// <summary>A backtest of the text as it is has come to its numbers.</summary>
    [Parameter]
    public EventCallback Tried { get; set; }

    /// <summary>Takes a changed text of the draft.</summary>
    [Parameter]
    public EventCallback<string> Write { get; set; }

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private BacktestDesk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Shown ?? "")) return;
        _shown = Shown ?? "";
        await LoadAsync();
    }

    public void Dispose() => _ended.Dispose();

    private string AddressOf(BacktestJob job) => Navigation.GetUriWithQueryParameter("backtest", job.Id);

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _jobs = await Desk.RecentAsync(Visit.Viewer, Bench.Key, Listed, _ended.Token);
        _picked = _jobs.FirstOrDefault(j => j.Id == Shown)
            ?? (Shown is { } id ? await Desk.FindAsync(Visit.Viewer, id, _ended.Token) : null)
            ?? (Shown is null && _jobs is [var newest, ..] ? newest : null);
        if (_wasTold || _picked is not { State: BacktestState.Done } done || done.Request.Text != Bench.Text) return;
        _wasTold = true;
        await Tried.InvokeAsync();
    }

    private async Task AskedAsync(BacktestJob job)
    {
        _wasTold = false;
        await LoadAsync();
        Navigation.NavigateTo(AddressOf(job), replace: true);
    }

    private Task CancelAsync(BacktestJob job) => Desk.CancelAsync(Visit.Viewer, job.Id, _ended.Token);
}
