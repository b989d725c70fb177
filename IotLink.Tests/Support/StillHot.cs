using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Support;

/// <summary>Readings a test puts there, newest first.</summary>
internal sealed class StillHot : IHotStore
{
    private readonly Dictionary<DeviceId, List<StoredReading>> _readings = [];

    public void Put(StoredReading reading)
    {
        if (!_readings.TryGetValue(reading.Device, out var own)) _readings[reading.Device] = own = [];
        own.Insert(0, reading);
    }

    public Task<StoredReading?> LatestAsync(DeviceId device, CancellationToken ct) => Task.FromResult(_readings.GetValueOrDefault(device)?[0]);

    public Task<IReadOnlyList<StoredReading>> RecentAsync(DeviceId device, int count, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredReading>>([.. (_readings.GetValueOrDefault(device) ?? []).Take(count)]);

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LastArrivedAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<DeviceId, StoredReading>>(devices.Where(_readings.ContainsKey).ToDictionary(d => d, d => _readings[d][0]));

    public Task<long> CheckpointAsync(int shard, CancellationToken ct) => throw new NotSupportedException();

    public Task SaveAsync(TelemetryBatch batch, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LatestAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> LatestTimesAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredReading>> OfMessageAsync(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<SeriesPoint>> SeriesAsync(DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct) =>
        throw new NotSupportedException();

    public Task DropBeforeAsync(DateOnly day, CancellationToken ct) => throw new NotSupportedException();
}
