using IotLink.Core.Messages;
using IotLink.Core.Streams;
using IotLink.Ingest.Gateways.Admission;

namespace IotLink.Ingest.Gateways.Sockets;

/// <summary>
/// Appends one connection's messages in their order. When the device is beyond its rate or the stream is full, the message in hand is
/// kept, and the connection is not read from until it went in: so the sender is slowed down and nothing is lost.
/// </summary>
internal sealed class PatientAppend(IMessageWriter stream, IAppendSink sink, TimeProvider clock)
{
    private readonly Lock _appending = new();
    private InHand? _inHand;
    private Action? _dropped;

    /// <returns>false when the message is kept: <see cref="FinishAsync"/> before the next one.</returns>
    public bool TryAppend(Message message, long tag, TokenBucket rate)
    {
        var hasToken = rate.TryTake(Admittance.IsUrgent(message.Role));
        if (hasToken && AppendUnlessEnded(message, tag)) return true;
        _inHand = new(message, tag, hasToken ? null : rate);
        return false;
    }

    /// <exception cref="StreamUnavailableException">The stream takes nothing any more.</exception>
    public async Task FinishAsync(CancellationToken ct)
    {
        if (_inHand is not { } inHand) return;
        _inHand = null;
        while (inHand.Rate?.Take(Admittance.IsUrgent(inHand.Message.Role)) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, ct).ConfigureAwait(false);
        }

        while (!AppendUnlessEnded(inHand.Message, inHand.Tag)) await stream.WaitForRoomAsync(ct).ConfigureAwait(false);
    }

    /// <summary>From now on nothing is appended any more, also not what is in hand; what was is on its way. Any thread.</summary>
    /// <param name="dropped">Called for each message that is not appended.</param>
    public void End(Action dropped)
    {
        lock (_appending) _dropped = dropped;
    }

    /// <returns>false when the stream is full.</returns>
    private bool AppendUnlessEnded(Message message, long tag)
    {
        lock (_appending)
        {
            if (_dropped is null) return stream.TryAppend(message, sink, tag);
        }

        _dropped();
        return true;
    }

    /// <param name="Rate">Where a token is still to be had; null when it was.</param>
    private sealed record InHand(Message Message, long Tag, TokenBucket? Rate);
}
