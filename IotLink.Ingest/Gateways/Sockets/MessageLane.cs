using System.Buffers;
using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>
/// One connection's messages on their way into the stream and the answers back, in order, whatever the protocol; and what of it is in
/// doubt when the connection is over.
/// </summary>
internal sealed class MessageLane<T>
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _due;

    private readonly AnswerWindow<T> _window;
    private readonly Outlet _output;
    private readonly Action<int> _taken;
    private readonly PatientAppend _append;
    private readonly SentTrail _trail;
    private readonly CommitMark _commit = new();
    private readonly Lock _sending = new();
    private Repeat? _repeat;
    private int _left;

    /// <param name="confirmed">Bytes to the peer that its TCP has confirmed; null when that cannot be told.</param>
    /// <param name="taken">Hears how many messages were answered.</param>
    public MessageLane(AnswerWindow<T> window, Outlet output, Func<long?> confirmed, Action<int> taken, Func<SentTrail, CommitMark, PatientAppend> append)
    {
        (_window, _output, _taken, _trail) = (window, output, taken, new(confirmed));
        _append = append(_trail, _commit);
    }

    public Task RoomAsync(CancellationToken ct) => _window.RoomAsync(ct);

    /// <returns>false when the message is kept: <see cref="FinishAsync"/> before the next one.</returns>
    /// <param name="packetId">0 when the protocol has none; null when the device is not answered and so is never in doubt.</param>
    public bool TryTake(Message message, T answer, TokenBucket rate, ushort? packetId)
    {
        var tag = _window.AddAfterCommit(answer);
        return _append.TryAppend(message, tag, rate, packetId);
    }

    /// <summary>Answers a repeat when its original is durable, and takes it as a message of its own when that never will be.</summary>
    /// <returns>false when that is not clear yet: <see cref="FinishAsync"/> before the next one.</returns>
    public bool TryRepeat(DoubtfulMessage original, Message message, T answer, TokenBucket rate, ushort packetId)
    {
        _repeat = new(original, message, answer, rate, packetId);
        return original.IsDurable && Settle(isDurable: true);
    }

    /// <summary>Whether the message, marked as sent again, was sent on this connection before.</summary>
    public bool Has(Message message, ushort packetId) => _trail.Has(message, packetId);

    /// <summary>Answers a repeat of what was sent on this connection before, behind what is still to be answered.</summary>
    public void AnswerAgain(T answer)
    {
        _window.AddRepeat(answer);
        SendDue();
    }

    /// <summary>Gives an answer that needs no commit, behind those before it.</summary>
    public void Answer(T answer)
    {
        _window.Add(answer);
        SendDue();
    }

    /// <summary>Keeps an answer's place, behind what is still to be answered, until <see cref="Release"/>.</summary>
    public HeldAnswer Hold(T answer) => _window.Hold(answer);

    /// <summary>Any thread.</summary>
    public void Release(HeldAnswer answer)
    {
        answer.Release();
        SendDue();
    }

    /// <exception cref="StreamUnavailableException">The stream takes nothing any more.</exception>
    public async Task FinishAsync(CancellationToken ct)
    {
        if (_repeat is { } repeat) Settle(await repeat.Original.IsDurableAsync().WaitAsync(ct).ConfigureAwait(false));
        await _append.FinishAsync(ct).ConfigureAwait(false);
    }

    /// <summary>
    /// After an orderly end: lets the last answers leave and be confirmed, for a second at most. A device that only stopped sending still listens.
    /// </summary>
    public async Task SettleAsync(TimeProvider clock, CancellationToken ct)
    {
        for (var look = 0; look < 50 && !_trail.IsSettled && !ct.IsCancellationRequested; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Commit(long tag)
    {
        _window.Commit(tag);
        _commit.Reach(tag);
    }

    /// <summary>The stream takes nothing any more.</summary>
    public void Break()
    {
        _commit.Break();
        _window.Abandon();
    }

    /// <summary>Any thread. Taking out and sending are one step, or two threads could send in the wrong order.</summary>
    public void SendDue()
    {
        int durable;
        lock (_sending)
        {
            var due = _due ??= new(4096);
            due.ResetWrittenCount();
            durable = _window.Release(due, out var answered);
            if (due.WrittenCount > 0) _ = _output.Send(due.WrittenSpan);
            if (answered > 0) _trail.Answered(answered, _output.Given);
        }

        if (durable > 0) _taken(durable);
    }

    /// <summary>The connection is not read from any more: a message still in hand is dropped. The reading thread's last call.</summary>
    public void Drop()
    {
        if (_repeat is null) _append.Drop();
        else _append.Dropped();
        _repeat = null;
    }

    /// <summary>
    /// Nothing more is appended, nobody waits for answers, and what is in doubt goes into the ledger, once. Any thread.
    /// </summary>
    /// <param name="dropped">Called for each message that still comes.</param>
    public void Leave(DoubtLedger ledger, Action dropped)
    {
        _append.End(dropped);
        _window.Abandon();
        if (Interlocked.Exchange(ref _left, 1) != 0) return;
        foreach (var device in _trail.InDoubt().GroupBy(d => d.Device, d => d.Message)) ledger.Add(device.Key, [.. device]);
    }

    private bool Settle(bool isDurable)
    {
        var (_, message, answer, rate, packetId) = _repeat!;
        _repeat = null;
        if (!isDurable) return TryTake(message, answer, rate, packetId);
        _trail.Add(message, _window.AddRepeat(answer), packetId, null);
        SendDue();
        return true;
    }

    private sealed record Repeat(DoubtfulMessage Original, Message Message, T Answer, TokenBucket Rate, ushort PacketId);
}
