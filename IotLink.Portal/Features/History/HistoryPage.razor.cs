using IotLink.Core.History;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.History;

/// <summary>Decode history again: ask, look at the numbers, apply, take back.</summary>
public sealed partial class HistoryPage : IDisposable
{
    private const int Shown = 50;
    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<ReplayJob>? _jobs;

    [Inject]
    private HistoryDesk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<HistoryPage> L { get; set; } = default!;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "job")]
    private string? Job { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync() => _jobs = await Desk.RecentAsync(Visit.Viewer, Shown, _ended.Token);

    private Task AskedAsync(ReplayJob job)
    {
        Navigation.NavigateTo($"/l/history?job={job.Id}");
        return Task.CompletedTask;
    }
}
