using System.Buffers;
using IotLink.Core.Messages;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>
/// The publishes of one connection that are not answered yet, in order: MQTT wants its acknowledgements in the order of the publishes,
/// so a refusal waits for the commits before it. Safe for the reading and the committing thread.
/// </summary>
internal sealed class AckWindow(int size)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _open = new();
    private TaskCompletionSource? _room;
    private long _last;
    private long _durable;
    private bool _abandoned;

    /// <summary>Adds a publish that goes to the stream now.</summary>
    /// <returns>Its tag: 1, 2, 3 ...</returns>
    public long Open(ushort packetId)
    {
        lock (_gate)
        {
            _open.Enqueue(new(++_last, packetId, null));
            return _last;
        }
    }

    /// <summary>Adds a publish that is refused.</summary>
    public void Refuse(ushort packetId, Refusal refusal)
    {
        lock (_gate) _open.Enqueue(new(_last, packetId, refusal));
    }

    /// <summary>Everything up to this tag is durable.</summary>
    public void Commit(long tag)
    {
        lock (_gate) _durable = tag;
    }

    /// <summary>Takes out what can be answered now and writes the answers.</summary>
    /// <returns>How many durable publishes were taken out.</returns>
    public int Release(IBufferWriter<byte> output)
    {
        TaskCompletionSource? room = null;
        var taken = 0;
        lock (_gate)
        {
            while (_open.TryPeek(out var entry) && entry.Tag <= _durable)
            {
                _open.Dequeue();
                if (entry.Refusal is { } refusal)
                {
                    PubAck.WriteRefused(output, entry.PacketId, refusal);
                    continue;
                }

                PubAck.WriteTaken(output, entry.PacketId);
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

    private readonly record struct Entry(long Tag, ushort PacketId, Refusal? Refusal);
}
