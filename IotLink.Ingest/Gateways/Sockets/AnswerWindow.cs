using System.Buffers;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>
/// What one connection's peer still has to be answered, in the order it asked: an answer that needs no commit waits for the commits
/// before it. Safe for the reading and the committing thread.
/// </summary>
/// <param name="size">Unanswered messages beyond which the peer should not be read from.</param>
/// <param name="write">Writes one answer; called under the window's lock.</param>
internal sealed class AnswerWindow<T>(int size, Action<IBufferWriter<byte>, T> write)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _open = new();
    private TaskCompletionSource? _room;
    private long _last;
    private long _durable;
    private bool _abandoned;

    /// <summary>Adds the answer to a message that goes to the stream now.</summary>
    /// <returns>The message's tag: 1, 2, 3 ...</returns>
    public long AddAfterCommit(T answer)
    {
        lock (_gate)
        {
            _open.Enqueue(new(++_last, true, answer));
            return _last;
        }
    }

    /// <summary>Adds an answer that is due as soon as those before it are.</summary>
    public void Add(T answer)
    {
        lock (_gate) _open.Enqueue(new(_last, false, answer));
    }

    /// <summary>Everything up to this tag is durable.</summary>
    public void Commit(long tag)
    {
        lock (_gate) _durable = tag;
    }

    /// <summary>Takes out what is due and writes it.</summary>
    /// <returns>How many durable messages were taken out.</returns>
    public int Release(IBufferWriter<byte> output)
    {
        TaskCompletionSource? room = null;
        var taken = 0;
        lock (_gate)
        {
            while (_open.TryPeek(out var entry) && entry.Tag <= _durable)
            {
                _open.Dequeue();
                write(output, entry.Answer);
                if (entry.IsMessage) taken++;
            }

            if (_open.Count < size) (room, _room) = (_room, null);
        }

        room?.TrySetResult();
        return taken;
    }

    /// <summary>Nobody needs to wait for answers any more; commits that still come are counted.</summary>
    public void Abandon()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _abandoned = true;
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    /// <summary>Completes when fewer than the window's size wait for an answer.</summary>
    public Task RoomAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_abandoned || _open.Count < size) return Task.CompletedTask;
            return (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(ct);
        }
    }

    private readonly record struct Entry(long Tag, bool IsMessage, T Answer);
}
