using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Repeats;

/// <summary>
/// The last messages of one connection, and how far their device surely has the answers: the part its TCP has confirmed. Any thread.
/// </summary>
/// <param name="confirmed">
/// Bytes to the device that its TCP has confirmed; null when that cannot be told: then the last answer to the question holds.
/// </param>
internal sealed class SentTrail(Func<long?> confirmed)
{
    /// <summary>More than any client keeps in flight.</summary>
    public const int Remembered = 256;

    private const int Writes = 64;
    private readonly Lock _gate = new();
    private readonly Queue<Sent> _sent = new();
    private readonly Queue<(long Tag, long End)> _answered = new();
    private long _confirmed;
    private long _settled;

    /// <param name="commit">null when it is durable already.</param>
    public void Add(Message message, long tag, ushort packetId, CommitMark? commit)
    {
        var entry = new Sent(message.Device, new(DoubtfulMessage.FingerprintOf(message), packetId, commit, tag));
        lock (_gate)
        {
            if (_sent.Count == Remembered) _sent.Dequeue();
            _sent.Enqueue(entry);
        }
    }

    /// <summary>The answers up to this tag were written; the connection has been given so many bytes by then.</summary>
    public void Answered(long tag, long end)
    {
        lock (_gate)
        {
            Settle();
            if (_answered.Count == Writes) _settled = _answered.Dequeue().Tag;
            _answered.Enqueue((tag, end));
        }
    }

    /// <summary>Nothing gets lost within a connection: what is marked as sent again here was sent here, last with this packet id.</summary>
    public bool Has(Message message, ushort packetId)
    {
        lock (_gate)
        {
            var last = _sent.LastOrDefault(s => s.Message.PacketId == packetId && s.Device == message.Device);
            return last.Message is { } sent && sent.Fingerprint == DoubtfulMessage.FingerprintOf(message);
        }
    }

    /// <summary>Whether every answer has surely arrived, or it cannot be told.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_gate)
            {
                if (_sent.Count == 0 || confirmed() is null) return true;
                Settle();
                return _sent.Last().Message.Tag <= _settled;
            }
        }
    }

    /// <summary>The messages whose answer has not surely arrived, in their order.</summary>
    public IReadOnlyList<(DeviceId Device, DoubtfulMessage Message)> InDoubt()
    {
        lock (_gate)
        {
            Settle();
            return [.. _sent.Where(s => s.Message.Tag > _settled).Select(s => (s.Device, s.Message))];
        }
    }

    private void Settle()
    {
        _confirmed = confirmed() ?? _confirmed;
        while (_answered.TryPeek(out var write) && write.End <= _confirmed) _settled = _answered.Dequeue().Tag;
    }

    private readonly record struct Sent(DeviceId Device, DoubtfulMessage Message);
}
