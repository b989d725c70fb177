using IotLink.Portal.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace IotLink.Portal.Controls;

public sealed partial class IlGrid<TItem> : IAsyncDisposable
{
    private readonly JsPart _keys = new();
    private ElementReference _root;
    private Virtualize<TItem>? _rows;

    /// <summary>Answers a window of the list and how long the whole is.</summary>
    [Parameter, EditorRequired]
    public required ItemsProviderDelegate<TItem> Provide { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Header { get; set; }

    /// <summary>One <c>tr</c>. Its first link is what J, K and Enter go to.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<TItem> Row { get; set; }

    [Parameter]
    public RenderFragment? Empty { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    /// <summary>Asks for the rows in sight again.</summary>
    public async Task RefreshAsync()
    {
        if (_rows is null) return;
        await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _keys.MountAsync(Js, "./Controls/IlGrid.razor.js", _root);
    }

    public ValueTask DisposeAsync() => _keys.DisposeAsync();
}
