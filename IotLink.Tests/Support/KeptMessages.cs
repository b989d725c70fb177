using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Streams;

namespace IotLink.Tests.Support;

/// <summary>A stream of which one reads by position only: each message is from the device that a test says.</summary>
public sealed class KeptMessages : IMessageReader
{
    private readonly Dictionary<StreamPosition, StoredMessage> _kept = [];

    public IReadOnlyList<int> Shards => [0];

    public KeptMessages With(string device, long sequence, DateTimeOffset at)
    {
        var position = new StreamPosition(0, sequence);
        _kept[position] = new(position, at, new() { Device = DeviceId.Parse(device, null), Payload = new byte[] { 1, 82 } });
        return this;
    }

    public ValueTask<StoredMessage?> FindAsync(StreamPosition position, CancellationToken ct) =>
        ValueTask.FromResult(_kept.TryGetValue(position, out var message) ? message : (StoredMessage?)null);

    public ValueTask<IReadOnlyList<StoredMessage>> ReadAsync(int shard, long after, int max, CancellationToken ct) => throw new NotSupportedException();

    public (long First, long Last) Range(int shard) => throw new NotSupportedException();

    public ValueTask<long> TruncateAsync(DateTimeOffset before, CancellationToken ct) => throw new NotSupportedException();
}
