namespace IotLink.Ingest.Actions;

/// <summary>Wakes a loop: when something happened, or after its pace. Many wishes while it works are one.</summary>
internal sealed class Pulse : IDisposable
{
    private readonly SemaphoreSlim _wish = new(0, 1);

    public void Wake()
    {
        try
        {
            if (_wish.CurrentCount == 0) _wish.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another wish came first: it is the same.
        }
        catch (ObjectDisposedException)
        {
            // The host is ending.
        }
    }

    public async Task WaitAsync(TimeSpan pace, TimeProvider time, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(_wish.WaitAsync(either.Token), Task.Delay(pace, time, either.Token));
        await either.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    public void Dispose() => _wish.Dispose();
}
