namespace IotLink.Core.Rules;

/// <summary>
/// Which state's timer rings next. A timer that is moved later keeps its place in the queue and is put back when it comes up, so that
/// moving it at every reading costs nothing.
/// </summary>
internal sealed class RuleTimers
{
    private readonly PriorityQueue<RuleState, long> _queue = new();

    /// <summary>Call after a state's timer may have been set.</summary>
    public void Note(RuleState state)
    {
        if (state.Due == 0 || (state.Queued != 0 && state.Queued <= state.Due)) return;
        state.Queued = state.Due;
        _queue.Enqueue(state, state.Due);
    }

    public bool IsDue(long now) => _queue.TryPeek(out _, out var due) && due <= now;

    /// <returns>A state whose timer has rung; null when there is none.</returns>
    public RuleState? Take(long now)
    {
        while (_queue.TryPeek(out var state, out var due) && due <= now)
        {
            _queue.Dequeue();
            if (state.Queued != due) continue;
            state.Queued = 0;
            if (state.Due == 0) continue;
            if (state.Due <= now) return state;
            Note(state);
        }

        return null;
    }
}
