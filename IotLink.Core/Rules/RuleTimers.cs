namespace IotLink.Core.Rules;

/// <summary>
/// Which state's timer rings next. A timer that is moved later keeps its place in the queue and is put back when it comes up, so that
/// moving it at every reading costs nothing.
/// </summary>
internal sealed class RuleTimers
{
    private readonly PriorityQueue<RuleState, Place> _queue = new();

    /// <summary>Call after a state's timer may have been set.</summary>
    public void Note(RuleState state)
    {
        if (state.Due == 0 || (state.Queued != 0 && state.Queued <= state.Due)) return;
        state.Queued = state.Due;
        _queue.Enqueue(state, new(state.Due, state));
    }

    public bool IsDue(long now) => _queue.TryPeek(out _, out var place) && place.Due <= now;

    /// <returns>The state whose timer rang first; null when there is none.</returns>
    public RuleState? Take(long now)
    {
        while (_queue.TryPeek(out var state, out var place) && place.Due <= now)
        {
            _queue.Dequeue();
            if (state.Queued != place.Due) continue;
            state.Queued = 0;
            if (state.Due == place.Due) return state;
            Note(state); // moved meanwhile, maybe behind others that are due as well
        }

        return null;
    }

    /// <summary>Where two ring at once, their names decide: after a restart the order is the same.</summary>
    private readonly record struct Place(long Due, RuleState State) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            if (Due != other.Due) return Due.CompareTo(other.Due);
            var byDevice = string.CompareOrdinal(State.Owner.Id.Value, other.State.Owner.Id.Value);
            return byDevice != 0 ? byDevice : string.CompareOrdinal(State.RuleId, other.State.RuleId);
        }
    }
}
