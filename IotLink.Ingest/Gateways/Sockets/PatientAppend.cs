using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;
using IotLink.Ingest.Gateways.Repeats;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>
/// Appends one connection's messages in their order. When the device is beyond its rate or the stream is full, the message in hand is
/// kept, and the connection is not read from until it went in: so the sender is slowed down and nothing is lost.
/// </summary>
/// <param name="trail">Gets what was appended and will be answered.</param>
internal sealed class PatientAppend(IMessageWriter stream, IAppendSink sink, TimeProvider clock, SentTrail trail, CommitMark commit)
{
    private readonly Lock _appending = new();
    private InHand? _inHand;
    private Action? _dropped;

    /// <returns>false when the message is kept: <see cref="FinishAsync"/> before the next one.</returns>
    /// <param name="packetId">See <see cref="MessageLane{T}.TryTake"/>.</param>
    public bool TryAppend(Message message, long tag, TokenBucket rate, ushort? packetId)
    {
        var hasToken = rate.TryTake(Admittance.IsUrgent(message.Role));
        if (hasToken && AppendUnlessEnded(message, tag, packetId)) return true;
        _inHand = new(message, tag, packetId, hasToken ? null : rate);
        return false;
    }

    /// <exception cref="StreamUnavailableException">The stream takes nothing any more.</exception>
    public async Task FinishAsync(CancellationToken ct)
    {
        if (_inHand is not { } inHand) return;
        while (inHand.Rate?.Take(Admittance.IsUrgent(inHand.Message.Role)) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, ct).ConfigureAwait(false);
        }

        while (!AppendUnlessEnded(inHand.Message, inHand.Tag, inHand.PacketId)) await stream.WaitForRoomAsync(ct).ConfigureAwait(false);
        _inHand = null;
    }

    /// <summary>Nobody will finish any more: what is in hand is dropped. Not before <see cref="End"/>.</summary>
    public void Drop()
    {
        if (_inHand is not null) Dropped();
        _inHand = null;
    }

    public void Dropped() => _dropped?.Invoke();

    /// <summary>From now on nothing is appended any more, also not what is in hand; what was is on its way. Any thread.</summary>
    /// <param name="dropped">Called for each message that is not appended.</param>
    public void End(Action dropped)
    {
        lock (_appending) _dropped ??= dropped;
    }

    /// <returns>false when the stream is full.</returns>
    private bool AppendUnlessEnded(Message message, long tag, ushort? packetId)
    {
        lock (_appending)
        {
            if (_dropped is null)
            {
                if (!stream.TryAppend(message, sink, tag)) return false;
                if (packetId is { } id) trail.Add(message, tag, id, commit);
                return true;
            }
        }

        Dropped();
        return true;
    }

    /// <param name="Rate">Where a token is still to be had; null when it was.</param>
    private sealed record InHand(Message Message, long Tag, ushort? PacketId, TokenBucket? Rate);
}
