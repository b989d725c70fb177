using IotLink.Portal.Localization;
using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace IotLink.Portal.Controls;

/// <summary>
/// A text editor. The browser keeps the text while somebody types and tells it when typing pauses; faults, completions and explanations
/// are the page's answers.
/// </summary>
public sealed partial class IlEditor : IAsyncDisposable
{
    private readonly JsPart _part = new();
    private DotNetObjectReference<IlEditor>? _self;
    private ElementReference _root;
    private string _text = "";
    private string? _original;
    private bool _locked;
    private IReadOnlyList<EditorMarker> _markers = [];
    private EditorLines? _lines;

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter]
    public EventCallback<string> TextChanged { get; set; }

    /// <summary>When given, the editor shows what changed from this text and takes no input.</summary>
    [Parameter]
    public string? Original { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public IReadOnlyList<EditorMarker> Markers { get; set; } = [];

    /// <summary>Lines to light up; null for none.</summary>
    [Parameter]
    public EditorLines? Lit { get; set; }

    /// <summary>The cursor went to another line.</summary>
    [Parameter]
    public EventCallback<int> LineChanged { get; set; }

    /// <summary>What could stand at a line and column.</summary>
    [Parameter]
    public Func<int, int, EditorCompletions>? Completions { get; set; }

    /// <summary>What stands at a line and column means, in Markdown; null for nothing to say.</summary>
    [Parameter]
    public Func<int, int, string?>? Explanation { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    public Task GoToAsync(int line, int column) => _part.InvokeAsync("go", line, column);

    public Task NextProblemAsync() => _part.InvokeAsync("problem");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            (_self, _text, _original, _locked) = (DotNetObjectReference.Create(this), Text, Original, ReadOnly);
            var options = new { text = Text, original = Original, label = Label, readOnly = ReadOnly, language = Languages.Current };
            await _part.MountAsync(Js, "./Controls/IlEditor.razor.js", _root, _self, options);
        }

        if (_part.IsMounted) await SendAsync();
    }

    /// <summary>Only what differs from what the browser has.</summary>
    private async Task SendAsync()
    {
        if (_text != Text)
        {
            _text = Text;
            await _part.InvokeAsync("set", Text);
        }

        if (Original is not null)
        {
            if (_original == Original) return;
            _original = Original;
            await _part.InvokeAsync("original", Original);
            return;
        }

        if (_locked != ReadOnly)
        {
            _locked = ReadOnly;
            await _part.InvokeAsync("lock", ReadOnly);
        }

        if (!_markers.SequenceEqual(Markers))
        {
            _markers = [.. Markers];
            await _part.InvokeAsync("markers", _markers);
        }

        if (_lines != Lit)
        {
            _lines = Lit;
            await _part.InvokeAsync("lines", Lit?.From, Lit?.To);
        }
    }

    [JSInvokable]
    public Task OnText(string text)
    {
        _text = text;
        return TextChanged.InvokeAsync(text);
    }

    [JSInvokable]
    public Task OnLine(int line) => LineChanged.InvokeAsync(line);

    [JSInvokable]
    public EditorCompletions Complete(int line, int column) => Completions?.Invoke(line, column) ?? new(column, []);

    [JSInvokable]
    public string? Explain(int line, int column) => Explanation?.Invoke(line, column);

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        _self?.Dispose();
    }
}
