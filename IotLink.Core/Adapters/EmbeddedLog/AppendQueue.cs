using System.Diagnostics.CodeAnalysis;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Core.Adapters.EmbeddedLog;

/// <summary>
/// Where appends wait for the disk: one batch fills while the other is written. Bounded in messages and bytes. Sequences are given
/// here, in the order of the appends.
/// </summary>
internal sealed class AppendQueue(MessageLogOptions options, TimeProvider clock, long first)
{
    /// <summary>A commit that lingers goes at once when it has this many messages, or as many as the last one.</summary>
    private const int Company = 32;

    private readonly object _gate = new(); // not Lock: the committing thread waits on it
    private readonly Signal _room = new();
    private AppendBatch _filling = Begin(new(), first);
    private AppendBatch _resting = new();
    private int _wakeAt = 1;
    private int _lastCount;
    private bool _closed;

    public int Waiting
    {
        get
        {
            lock (_gate) return _filling.Count;
        }
    }

    /// <returns>false when there is no room, or the log is closed.</returns>
    public bool TryAdd(Message message, IAppendSink sink, long tag)
    {
        var size = Block.RecordOverhead + MessageCodec.Measure(message);
        lock (_gate)
        {
            if (_closed || !HasRoom(size)) return false;
            _filling.Add(message, size, clock.GetUtcNow().ToUnixTimeMilliseconds(), sink, tag);
            if (_filling.Count == _wakeAt) Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <exception cref="StreamUnavailableException">The log is closed.</exception>
    public async ValueTask WaitForRoomAsync(CancellationToken ct)
    {
        while (true)
        {
            var room = _room.Next();
            lock (_gate)
            {
                if (_closed) throw new StreamUnavailableException("The message log is closed.");
                if (HasRoom(options.QueueBytes / 8)) return;
            }

            await room.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Waits for work and takes all of it; for the committing thread. Under load, when work was waiting already, it gives a commit a
    /// moment to find company: fewer flushes, the same throughput.
    /// </summary>
    /// <returns>false when closed and empty.</returns>
    public bool TryTake([NotNullWhen(true)] out AppendBatch? batch)
    {
        lock (_gate)
        {
            var busy = _filling.Count > 0;
            while (_filling.Count == 0 && !_closed) Monitor.Wait(_gate);
            if (busy && !_closed && options.LingerMilliseconds > 0) Linger();
            batch = _filling.Count > 0 ? _filling : null;
            if (batch is null) return false;
            _lastCount = batch.Count;
            _filling = Begin(_resting, batch.First + batch.Count);
            _resting = batch;
        }

        _room.Fire();
        return true;
    }

    /// <summary>After a commit that failed: what came in since fails with it, and their sequences are given again.</summary>
    public AppendBatch TakeBack(AppendBatch failed)
    {
        AppendBatch later;
        lock (_gate)
        {
            later = _filling;
            _filling = Begin(new(), failed.First);
        }

        _room.Fire();
        return later;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _room.Fire();
    }

    /// <summary>An empty queue takes a message of any size: it could never go otherwise.</summary>
    private bool HasRoom(int size) =>
        _filling.Count == 0 || (_filling.Count < options.QueueMessages && (long)_filling.Bytes + size <= options.QueueBytes);

    private void Linger()
    {
        var enough = Math.Max(Company, _lastCount);
        if (_filling.Count >= enough) return;
        _wakeAt = enough;
        Monitor.Wait(_gate, options.LingerMilliseconds);
        _wakeAt = 1;
    }

    private static AppendBatch Begin(AppendBatch batch, long first)
    {
        batch.Begin(first);
        return batch;
    }
}
