using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Tests.Support;

/// <summary>A stream in memory whose commits a test can hold back, fail, or bound. Commits on the thread pool, as the real one does.</summary>
public sealed class HeldStream(int capacity = int.MaxValue) : IMessageWriter, IMessageReader
{
    private readonly Lock _gate = new();
    private readonly Lock _committing = new();
    private readonly List<Entry> _waiting = [];
    private readonly List<StoredMessage> _durable = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Done)> _watchers = [];
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>While set nothing is committed until <see cref="Release"/>.</summary>
    public bool IsHolding { get; set; }

    /// <summary>While set every append fails.</summary>
    public bool IsBroken { get; set; }

    public IReadOnlyList<Message> Durable
    {
        get
        {
            lock (_gate) return [.. _durable.Select(stored => stored.Message)];
        }
    }

    /// <summary>What the stream's clock says.</summary>
    public DateTimeOffset Time { get; set; } = Sample.Noon;

    public IReadOnlyList<int> Shards => [0];

    public IReadOnlyList<Message> Taken => [.. Durable.Where(m => m.Refusal is null)];

    public IReadOnlyList<Message> Letters => [.. Durable.Where(m => m.Refusal is not null)];

    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    public async ValueTask<StreamPosition> AppendAsync(Message message, CancellationToken ct)
    {
        var sink = new OneSink();
        while (!TryAppend(message, sink, 0)) await WaitForRoomAsync(ct);
        return await sink.Done.Task.WaitAsync(ct);
    }

    public bool TryAppend(Message message, IAppendSink sink, long tag)
    {
        lock (_gate)
        {
            if (_waiting.Count >= capacity) return false;
            _waiting.Add(new(message, sink, tag));
        }

        Tell();
        if (!IsHolding) ThreadPool.QueueUserWorkItem(_ => Release());
        return true;
    }

    public async ValueTask WaitForRoomAsync(CancellationToken ct)
    {
        Task room;
        lock (_gate)
        {
            if (_waiting.Count < capacity) return;
            room = _room.Task;
        }

        await room.WaitAsync(ct);
    }

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(int shard, long after, int max, CancellationToken ct)
    {
        lock (_gate) return ValueTask.FromResult<IReadOnlyList<StoredMessage>>([.. _durable.Skip((int)after).Take(max)]);
    }

    public ValueTask<StoredMessage?> FindAsync(StreamPosition position, CancellationToken ct)
    {
        lock (_gate) return ValueTask.FromResult(position.Sequence >= 1 && position.Sequence <= _durable.Count ? _durable[(int)position.Sequence - 1] : (StoredMessage?)null);
    }

    public (long First, long Last) Range(int shard)
    {
        lock (_gate) return (1, _durable.Count);
    }

    public ValueTask<long> TruncateAsync(DateTimeOffset before, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Commits what waits.</summary>
    public void Release()
    {
        lock (_committing)
        {
            Entry[] batch;
            TaskCompletionSource room;
            lock (_gate)
            {
                batch = [.. _waiting];
                _waiting.Clear();
                if (!IsBroken) _durable.AddRange(batch.Select((e, i) => new StoredMessage(new(0, _durable.Count + i + 1), Time, e.Message)));
                (room, _room) = (_room, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            foreach (var entry in batch)
            {
                if (IsBroken) entry.Sink.Failed(entry.Tag, new("The disk is full."));
                else entry.Sink.Appended(entry.Tag, new(0, ++_sequence));
            }

            foreach (var sink in batch.Select(e => e.Sink).Distinct()) sink.Committed();
            room.TrySetResult();
        }

        Tell();
    }

    /// <summary>Completes when the stream is in the state asked for.</summary>
    public Task UntilAsync(Func<HeldStream, bool> holds, CancellationToken ct)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_watchers) _watchers.Add((() => holds(this), done));
        Tell();
        return done.Task.WaitAsync(TimeSpan.FromSeconds(60), ct);
    }

    private void Tell()
    {
        lock (_watchers)
        {
            foreach (var watcher in _watchers.Where(w => w.Holds()).ToList())
            {
                _watchers.Remove(watcher);
                watcher.Done.TrySetResult();
            }
        }
    }

    private sealed record Entry(Message Message, IAppendSink Sink, long Tag);

    private sealed class OneSink : IAppendSink
    {
        public TaskCompletionSource<StreamPosition> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Appended(long tag, StreamPosition position) => Done.TrySetResult(position);

        public void Failed(long tag, StreamUnavailableException reason) => Done.TrySetException(reason);

        public void Committed()
        {
        }
    }
}
