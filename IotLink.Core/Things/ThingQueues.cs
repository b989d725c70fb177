namespace IotLink.Core.Things;

/// <summary>One queue per thing: its requests are worked on one at a time, in the order of the calls. Things do not wait for each other.</summary>
public sealed class ThingQueues
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task> _tails = new(StringComparer.Ordinal);

    /// <summary>The place in the queue is taken at once, before anything is awaited.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited; then <paramref name="work"/> was not begun.</exception>
    public async Task<T> RunAsync<T>(string thing, Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? before;
        lock (_gate)
        {
            before = _tails.GetValueOrDefault(thing);
            _tails[thing] = over.Task;
        }

        try
        {
            if (before is not null) await before.ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            return await work(ct).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (_tails.GetValueOrDefault(thing) == over.Task) _tails.Remove(thing);
            }

            over.SetResult();
        }
    }
}
