namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>How far the messages of one connection are durable; another connection may wait for one of them. Any thread.</summary>
internal sealed class CommitMark
{
    private readonly Lock _gate = new();
    private List<(long Tag, TaskCompletionSource<bool> Done)>? _waiting;
    private long _durable;
    private bool _isBroken;

    /// <summary>Everything up to this tag is durable.</summary>
    public void Reach(long tag)
    {
        lock (_gate)
        {
            _durable = tag;
            Tell();
        }
    }

    /// <summary>What is not durable yet will not be.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _isBroken = true;
            Tell();
        }
    }

    public bool Reaches(long tag)
    {
        lock (_gate) return tag <= _durable;
    }

    /// <returns>true once the message is durable, false when it cannot be any more.</returns>
    public Task<bool> ReachesAsync(long tag)
    {
        lock (_gate)
        {
            if (tag <= _durable) return Task.FromResult(true);
            if (_isBroken) return Task.FromResult(false);
            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiting ??= []).Add((tag, done));
            return done.Task;
        }
    }

    private void Tell() => _waiting?.RemoveAll(w => (w.Tag <= _durable || _isBroken) && w.Done.TrySetResult(w.Tag <= _durable));
}
