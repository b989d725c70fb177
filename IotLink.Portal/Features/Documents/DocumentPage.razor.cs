using IotLink.Core.Documents;
using IotLink.Core.Publishing;
using IotLink.Portal.Controls;
using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace IotLink.Portal.Features.Documents;

public sealed partial class DocumentPage : IDisposable
{
    private const string DefinitionTab = "definition";
    private const string TestTab = "test";
    private const string BacktestTab = "backtest";
    private const string RunsTab = "runs";
    private static readonly string[] AllTabs = [DefinitionTab, TestTab, RunsTab];
    private static readonly string[] RuleTabs = [DefinitionTab, TestTab, BacktestTab, RunsTab];
    private static readonly string[] Chords = ["Ctrl+KeyS", "Ctrl+Enter", "Ctrl+Shift+KeyB", "Alt+ArrowDown", "Alt+ArrowUp", "F8"];
    private static readonly TimeSpan AutosavePause = TimeSpan.FromSeconds(2);

    private readonly Lifetime _ended = new();
    private CancellationTokenSource? _pause;
    private PageState _state = PageState.Loading;
    private DocumentKey? _key;
    private Workbench? _bench;
    private EditorLanguage? _language;
    private IlEditor? _editor;
    private SpecTestPanel? _trial;
    private EditorLines? _lit;
    private int _line;
    private bool _isTried;
    private IReadOnlyList<EditorMarker> _markers = [];
    private DocumentCheckup? _marked;

    [Parameter]
    public string Product { get; set; } = "";

    [Parameter]
    public string? Name { get; set; }

    [SupplyParameterFromQuery(Name = "tab")]
    private string? AskedTab { get; set; }

    /// <summary>A dead letter to begin the test with, by its position.</summary>
    [SupplyParameterFromQuery(Name = "letter")]
    private string? Letter { get; set; }

    /// <summary>The backtest that is shown, by its id.</summary>
    [SupplyParameterFromQuery(Name = "backtest")]
    private string? Backtest { get; set; }

    /// <summary><c>form</c>: a rule as a form beside its text.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [CascadingParameter]
    public required Visit Visit { get; set; }

    [Inject]
    private DocumentDesk Desk { get; set; } = default!;

    [Inject]
    private DocumentSteps Steps { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private SiteClock Clock { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private Workbench Bench => _bench!;

    private string[] Tabs => _key?.Kind == DocumentKind.Rule ? RuleTabs : AllTabs;

    private string Tab => Tabs.Contains(AskedTab) ? AskedTab! : Letter is null ? DefinitionTab : TestTab;

    private string Title => _key is null ? L["Kind.Spec"] : $"{L[$"Kind.{_key.Kind}"]} {Kinds.NameOf(_key)}";

    private EditorLines? Lines => Tab == TestTab || ShowsForm ? _lit : null;

    private bool MayShowForm => Tab == DefinitionTab && Bench.Key is { Kind: DocumentKind.Rule, Product: not null };

    private bool ShowsForm => MayShowForm && View == "form";

    private IReadOnlyList<EditorMarker> Markers
    {
        get
        {
            if (ReferenceEquals(_marked, Bench.Checkup)) return _markers;
            _marked = Bench.Checkup;
            return _markers = [.. _marked.Everything.Select(f => new EditorMarker(f.Line, f.Column, f.Code, f.Message, f.Code != "document.test"))];
        }
    }

    private string SaveWords =>
        !Bench.CanWrite ? L[Bench.Draft is { } other && !Bench.IsMine ? "EditedBy" : "ReadOnly", Bench.Draft?.Owner.Name ?? ""]
        : Bench.Refusal is { } refusal ? L[$"Refusal.{refusal.Code}"]
        : Bench.IsDirty ? L["Unsaved"]
        : Bench.Draft is { } draft ? L["SavedAt", Clock.Time(draft.ChangedAt)] : L["NoDraftYet"];

    protected override async Task OnParametersSetAsync()
    {
        var key = Kinds.KeyOf(Kinds.OfAddress(Navigation.ToBaseRelativePath(Navigation.Uri)), Product, Name);
        if (key == _key && key is not null) return;
        _key = key;
        _state = PageState.Loading;
        if (key is null)
        {
            _state = PageState.NotFound;
            return;
        }

        _language = EditorLanguage.Of(key.Kind);
        _bench?.Dispose();
        _bench = new(Desk, Steps, Visit.Viewer, key);
        _state = await _bench.LoadAsync(_ended.Token) ? PageState.Ready : PageState.NotFound;
    }

    private async Task WriteAsync(string text)
    {
        await Bench.WriteAsync(text, _ended.Token);
        if (Bench.IsDirty) _ = AutosaveAsync();
    }

    /// <summary>Two seconds after the last key, whatever the text is like: a draft may be broken.</summary>
    private async Task AutosaveAsync()
    {
        var pause = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        _pause?.Cancel();
        _pause = pause;
        try
        {
            await Task.Delay(AutosavePause, Time, pause.Token);
            await SaveAsync();
        }
        catch (OperationCanceledException)
        {
            // Somebody typed on, or left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task SaveAsync()
    {
        await Bench.SaveAsync(_ended.Token);
        StateHasChanged();
    }

    private async Task StepAsync(Func<DocumentSteps, Core.Accounts.Viewer, Task<DocumentStep>> step)
    {
        _pause?.Cancel();
        await Bench.StepAsync(step, _ended.Token);
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        if (_state != PageState.Ready) return;
        await Bench.RefreshAsync(_ended.Token);
        StateHasChanged();
    }

    private async Task PressAsync(string chord)
    {
        switch (chord)
        {
            case "Ctrl+KeyS":
                await SaveAsync();
                break;
            case "Ctrl+Enter":
                await SaveAsync();
                Go(TestTab);
                break;
            case "Ctrl+Shift+KeyB" when Tabs.Contains(BacktestTab):
                await SaveAsync();
                Go(BacktestTab);
                break;
            case "F8" when _editor is not null:
                await _editor.NextProblemAsync();
                break;
            case "Alt+ArrowDown":
                _trial?.Move(1);
                break;
            case "Alt+ArrowUp":
                _trial?.Move(-1);
                break;
        }
    }

    private void MoveTab(KeyboardEventArgs e)
    {
        var step = e.Code switch { "ArrowRight" => 1, "ArrowLeft" => -1, _ => 0 };
        if (step != 0) Go(Tabs[(Array.IndexOf(Tabs, Tab) + step + Tabs.Length) % Tabs.Length]);
    }

    private void Go(string tab) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("tab", tab), replace: true);

    private Task GoToAsync(DocumentFault fault) => _editor?.GoToAsync(fault.Line, fault.Column) ?? Task.CompletedTask;

    private Func<DocumentFault, FaultFix?>? FixOf => Bench.CanWrite ? fault => FaultFix.Of(fault, Bench.Text, _language!) : null;

    private void OnLineAsync(int line) => _line = line;

    /// <summary>A field was pointed at: its lines light up.</summary>
    private void OnLit(int line)
    {
        if (line <= 0)
        {
            _lit = null;
            return;
        }

        var lines = Bench.Text.Split('\n');
        var (from, to) = line <= lines.Length ? YamlPoint.Block(Bench.Text, line, YamlPoint.ContentColumn(lines[line - 1])) : (line, line);
        _lit = new(from, to);
    }

    /// <summary>Somebody went to a field of the form: its line lights up in the text.</summary>
    private void OnPointed(int line) => _lit = new(line, line);

    private void FlipForm() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("view", ShowsForm ? null : "form"), replace: true);

    private void OnTried() => _isTried = true;

    private async Task AddTestAsync(string text)
    {
        await WriteAsync(text);
        await SaveAsync();
    }

    public void Dispose()
    {
        _ended.Dispose();
        _pause?.Dispose();
        _bench?.Dispose();
    }
}
