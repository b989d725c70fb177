using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Ingest.Gateways.Rest;

/// <summary>The messages of one request on their way into the stream; the request is answered when the last of them is durable.</summary>
internal sealed class PendingAppend(int capacity) : IAppendSink
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamPosition?[] _positions = new StreamPosition?[capacity];
    private StreamUnavailableException? _failure;
    private int _waiting = 1;

    /// <returns>false when the stream is full.</returns>
    public bool TryAppend(IMessageWriter stream, Message message, int index)
    {
        Interlocked.Increment(ref _waiting);
        if (stream.TryAppend(message, this, index)) return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    /// <summary>Completes when every message that was appended is durable.</summary>
    /// <returns>Position by index; null where nothing was appended, or where it failed.</returns>
    public async Task<IReadOnlyList<StreamPosition?>> DurableAsync()
    {
        Settle();
        await _done.Task.ConfigureAwait(false);
        return _positions;
    }

    /// <summary>Why messages are not durable; null when all are.</summary>
    public StreamUnavailableException? Failure => Volatile.Read(ref _failure);

    void IAppendSink.Appended(long tag, StreamPosition position)
    {
        _positions[tag] = position;
        Settle();
    }

    void IAppendSink.Failed(long tag, StreamUnavailableException reason)
    {
        Volatile.Write(ref _failure, reason);
        Settle();
    }

    void IAppendSink.Committed()
    {
    }

    private void Settle()
    {
        if (Interlocked.Decrement(ref _waiting) == 0) _done.TrySetResult();
    }
}
