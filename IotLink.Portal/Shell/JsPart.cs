using Microsoft.JSInterop;

namespace IotLink.Portal.Shell;

/// <summary>
/// The browser half of a component: what the <c>mount</c> of its module returned. People leave pages before their scripts have come: what
/// comes to a component that has gone is let go at once, and what a browser that has gone was told does not matter.
/// </summary>
internal sealed class JsPart : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _mounted;
    private bool _isGone;

    public async Task MountAsync(IJSRuntime js, string path, params object?[] args)
    {
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", path);
            if (!_isGone) _mounted = await _module.InvokeAsync<IJSObjectReference>("mount", args);
        }
        catch (Exception e) when (JsModules.IsGoodbye(e))
        {
        }

        if (_isGone) await LetGoAsync();
    }

    /// <summary>Calls a function of what is mounted; nothing happens before that and after the end.</summary>
    public async Task InvokeAsync(string function, params object?[] args)
    {
        if (_mounted is null) return;
        try
        {
            await _mounted.InvokeVoidAsync(function, args);
        }
        catch (Exception e) when (_isGone && JsModules.IsGoodbye(e))
        {
        }
    }

    public bool IsMounted => _mounted is not null;

    public ValueTask DisposeAsync()
    {
        _isGone = true;
        return LetGoAsync();
    }

    private async ValueTask LetGoAsync()
    {
        var (mounted, module) = (_mounted, _module);
        (_mounted, _module) = (null, null);
        try
        {
            if (mounted is not null) await mounted.InvokeVoidAsync("dispose");
        }
        catch (Exception e) when (JsModules.IsGoodbye(e))
        {
        }

        await mounted.DisposeQuietlyAsync();
        await module.DisposeQuietlyAsync();
    }
}
