using Microsoft.JSInterop;

namespace IotLink.Portal.Shell;

internal static class JsModules
{
    /// <summary>Lets a module go. A browser that has already gone needs no telling.</summary>
    public static async ValueTask DisposeQuietlyAsync(this IJSObjectReference? module)
    {
        if (module is null) return;
        try
        {
            await module.DisposeAsync();
        }
        catch (Exception e) when (IsGoodbye(e))
        {
        }
    }

    /// <summary>How a call ends whose browser, or whose component, went away meanwhile.</summary>
    public static bool IsGoodbye(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
