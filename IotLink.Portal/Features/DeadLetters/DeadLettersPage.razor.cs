using System.Globalization;
using IotLink.Core.Accounts;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace IotLink.Portal.Features.DeadLetters;

/// <summary>What could not become telemetry, by its fault; what to do about it, and how far that is.</summary>
public sealed partial class DeadLettersPage : IDisposable
{
    private const int PageSize = 20;
    private const int JobsShown = 3;
    private static readonly TimeSpan RefreshPace = TimeSpan.FromSeconds(2);
    private static readonly string[] Keys = ["KeyJ", "KeyK", "Enter", "KeyR", "Shift+ArrowDown", "Shift+ArrowUp", "Escape"];

    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _until;
    private IReadOnlyList<DeadLetterGroup>? _groups;
    private IReadOnlyList<DeadLetter> _letters = [];
    private IReadOnlyList<LetterJob> _jobs = [];
    private readonly LetterPicks _picks = new();
    private LetterSignature? _shownGroup;
    private LetterActions? _actions;
    private int _total;

    /// <summary>The token outlives its source: whoever reads while the page is left is cancelled, and finds nothing disposed.</summary>
    public DeadLettersPage() => _until = _ended.Token;

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [SupplyParameterFromQuery(Name = "code")]
    private string? Code { get; set; }

    [SupplyParameterFromQuery(Name = "product")]
    private string? Product { get; set; }

    [SupplyParameterFromQuery(Name = "spec")]
    private int Spec { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int Skip { get; set; }

    [Inject]
    private DeadLetterDesk Desk { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<DeadLettersPage> L { get; set; } = default!;

    [Inject]
    private Words W { get; set; } = default!;

    private bool May => Visit.Viewer.May(Permission.ReprocessDeadLetters);

    private IReadOnlyList<StreamPosition> Shown => [.. _letters.Select(l => l.Position)];

    private LetterSignature? Picked =>
        Code is null ? null : new(Code, ProductId.TryParse(Product, out var id) ? id : null, Spec);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task RefreshJobsAsync()
    {
        await LoadJobsAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _groups = await Desk.GroupsAsync(Visit.Viewer, _until);
        await LoadJobsAsync();
        var page = Picked is { } picked ? await Desk.ListAsync(Visit.Viewer, new(picked), Math.Max(0, Skip), PageSize, _until) : new([], 0);
        (_letters, _total) = (page.Items, page.Total);
        if (_shownGroup != Picked) _picks.Clear();
        else _picks.Keep(Shown);
        _shownGroup = Picked;
    }

    private async Task LoadJobsAsync() => _jobs = await Desk.JobsAsync(Visit.Viewer, JobsShown, _until);

    private async Task AskAsync(LetterOrder order)
    {
        await Desk.AskAsync(Visit.Viewer, order, _until);
        if (order.Action != LetterAction.Try) _picks.Clear();
        await LoadJobsAsync();
    }

    private async Task CancelAsync(LetterJob job)
    {
        await Desk.CancelAsync(Visit.Viewer, job.Id, _until);
        await LoadJobsAsync();
    }

    private void OnKeyAsync(string code)
    {
        switch (code)
        {
            case "KeyJ" or "KeyK" when _groups is { Count: > 0 } groups:
                var at = groups.ToList().FindIndex(g => g.Signature == Picked);
                Navigation.NavigateTo(AddressOf(groups[Math.Clamp(at + (code == "KeyJ" ? 1 : -1), 0, groups.Count - 1)].Signature), replace: true);
                break;
            case "Enter" when _letters.Count > 0:
                Navigation.NavigateTo($"/l/dlq/{_letters[0].Position}");
                break;
            case "Shift+ArrowDown" or "Shift+ArrowUp" when May:
                _picks.Extend(Shown, code == "Shift+ArrowDown" ? 1 : -1);
                break;
            case "Escape":
                _picks.Clear();
                break;
            case "KeyR":
                _actions?.Begin(LetterAction.Reprocess);
                break;
        }
    }

    private int CountOf(LetterSignature group) => _groups?.FirstOrDefault(g => g.Signature == group)?.Count ?? 0;

    private static string AddressOf(LetterSignature group) => string.Create(
        CultureInfo.InvariantCulture, $"/l/dlq?code={group.Code}{(group.Product is { } product ? $"&product={product}" : "")}&spec={group.SpecVersion}");

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }
}
