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
    private long _lastMessage;
    private long _durable;
    private bool _abandoned;

    /// <summary>Adds the answer to a message that goes to the stream now.</summary>
    /// <returns>The message's tag: 1, 2, 3 ...</returns>
    public long AddAfterCommit(T answer)
    {
        lock (_gate)
        {
            _lastMessage = ++_last;
            _open.Enqueue(new(_lastMessage, _last, answer));
            return _last;
        }
    }

    /// <summary>Adds the answer to a repeat, whose original is durable: due as soon as those before it are.</summary>
    /// <returns>A tag among the messages' tags, though nothing with it goes to the stream.</returns>
    public long AddRepeat(T answer)
    {
        lock (_gate)
        {
            _open.Enqueue(new(_lastMessage, ++_last, answer));
            return _last;
        }
    }

    /// <summary>Adds an answer that is due as soon as those before it are.</summary>
    public void Add(T answer)
    {
        lock (_gate) _open.Enqueue(new(_lastMessage, 0, answer));
    }

    /// <summary>Adds an answer that is due when it is released and those before it are due.</summary>
    public HeldAnswer Hold(T answer)
    {
        var held = new HeldAnswer();
        lock (_gate) _open.Enqueue(new(_lastMessage, 0, answer, held));
        return held;
    }

    /// <summary>Everything up to this tag is durable.</summary>
    public void Commit(long tag)
    {
        lock (_gate) _durable = tag;
    }

    /// <summary>Takes out what is due and writes it.</summary>
    /// <param name="answered">Tag of the last message or repeat that was answered; 0 for none.</param>
    /// <returns>How many messages and repeats were answered.</returns>
    public int Release(IBufferWriter<byte> output, out long answered)
    {
        TaskCompletionSource? room = null;
        var taken = 0;
        answered = 0;
        lock (_gate)
        {
            while (_open.TryPeek(out var entry) && entry.After <= _durable && entry.Held is not { IsDue: false })
            {
                _open.Dequeue();
                write(output, entry.Answer);
                if (entry.Tag == 0) continue;
                answered = entry.Tag;
                taken++;
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

    /// <param name="After">Tag of the message that must be durable before this is answered.</param>
    /// <param name="Tag">Its own tag; 0 when it is neither message nor repeat.</param>
    /// <param name="Held">null: nothing but that message is waited for.</param>
    private readonly record struct Entry(long After, long Tag, T Answer, HeldAnswer? Held = null);
}
