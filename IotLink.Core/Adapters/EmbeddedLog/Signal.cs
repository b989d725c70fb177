namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>Wakes everybody who waits now. Take <see cref="Next"/> before looking at what is waited for.</summary>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;

    public Task Next()
    {
        lock (_gate) return (_next ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public void Fire()
    {
        TaskCompletionSource? waiting;
        lock (_gate) (waiting, _next) = (_next, null);
        waiting?.SetResult();
    }
}
