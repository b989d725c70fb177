using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Live;

/// <summary>The feed within one process. A signal costs a dictionary look-up and, per listener, one flag.</summary>
public sealed partial class LiveFeed(TimeProvider time, ILogger<LiveFeed> log) : ILiveFeed
{
    private readonly TimeProvider _time = time;
    private readonly ILogger _log = log;
    private readonly ConcurrentDictionary<LiveTopic, ImmutableArray<Listener>> _listeners = new();

    public void Signal(LiveTopic topic)
    {
        if (!_listeners.TryGetValue(topic, out var listeners)) return;
        foreach (var listener in listeners) listener.Signal();
    }

    public bool HasListeners(LiveTopic topic) => _listeners.ContainsKey(topic);

    public IDisposable Subscribe(LiveTopic topic, TimeSpan pace, Func<Task> changed)
    {
        var listener = new Listener(this, topic, pace, changed);
        _listeners.AddOrUpdate(topic, [listener], (_, there) => there.Add(listener));
        return listener;
    }

    private void Remove(Listener listener)
    {
        while (_listeners.TryGetValue(listener.Topic, out var there))
        {
            var left = there.Remove(listener);
            var done = left.IsEmpty
                ? _listeners.TryRemove(new(listener.Topic, there))
                : _listeners.TryUpdate(listener.Topic, left, there);
            if (done) return;
        }
    }

    /// <summary>
    /// Quiet until signalled, then calls, then rests for the pace; a signal meanwhile means one more call at the end of the rest.
    /// </summary>
    private sealed class Listener : IDisposable
    {
        private readonly LiveFeed _feed;
        private readonly TimeSpan _pace;
        private readonly Func<Task> _changed;
        private readonly ITimer _timer;
        private int _state;

        public Listener(LiveFeed feed, LiveTopic topic, TimeSpan pace, Func<Task> changed)
        {
            (_feed, Topic, _pace, _changed) = (feed, topic, pace, changed);
            _timer = feed._time.CreateTimer(static s => ((Listener)s!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        private enum State { Quiet, Due, Running, RunningAndDue, Resting, Ended }

        public LiveTopic Topic { get; }

        public void Signal()
        {
            if (Move(State.Quiet, State.Due)) _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            else if (!Move(State.Resting, State.Due)) Move(State.Running, State.RunningAndDue);
        }

        public void Dispose()
        {
            Volatile.Write(ref _state, (int)State.Ended);
            _timer.Dispose();
            _feed.Remove(this);
        }

        private async void OnTimer()
        {
            if (Move(State.Resting, State.Quiet) || !Move(State.Due, State.Running)) return;
            try
            {
                await _changed();
            }
            catch (ObjectDisposedException)
            {
                Dispose(); // the screen went away between the signal and the call
                return;
            }
            catch (Exception e)
            {
                LogListenerFailed(_feed._log, Topic, e); // one screen's fault is not the feed's
            }

            if (Move(State.Running, State.Resting) || Move(State.RunningAndDue, State.Due))
            {
                try
                {
                    _timer.Change(_pace, Timeout.InfiniteTimeSpan);
                }
                catch (ObjectDisposedException)
                {
                    // Disposed while it ran: nothing more to do.
                }
            }
        }

        private bool Move(State from, State to) =>
            Interlocked.CompareExchange(ref _state, (int)to, (int)from) == (int)from;
    }
}
