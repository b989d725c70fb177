using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Support;

/// <summary>Readings one writes down in a test, newest last.</summary>
public sealed class HotReadings : IHotStore
{
    private readonly List<StoredReading> _readings = [];

    public HotReadings With(string device, long sequence, DateTimeOffset at)
    {
        _readings.Add(new(
            new(0, sequence), 0, DeviceId.Parse(device, null), ProductId.Parse("prod-a", null), null, at, TimeSource.Device, at, null, at,
            ReadingMarks.None, 1, new Dictionary<string, MetricValue> { ["tempC"] = MetricValue.Of(sequence) }));
        return this;
    }

    public Task<StoredReading?> LatestAsync(DeviceId device, CancellationToken ct) =>
        Task.FromResult(_readings.LastOrDefault(r => r.Device == device));

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LastArrivedAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) => LatestAsync(devices, ct);

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LatestAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<DeviceId, StoredReading>>(
            _readings.Where(r => devices.Contains(r.Device)).GroupBy(r => r.Device).ToDictionary(g => g.Key, g => g.Last()));

    public Task<IReadOnlyList<StoredReading>> RecentAsync(DeviceId device, int count, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredReading>>([.. _readings.Where(r => r.Device == device).Reverse().Take(count)]);

    public Task<IReadOnlyList<StoredReading>> OfMessageAsync(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<StoredReading>>([.. _readings.Where(r => r.Device == device && r.Position == position)]);

    public Task<IReadOnlyList<SeriesPoint>> SeriesAsync(
        DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SeriesPoint>>(
        [
            .. _readings.Where(r => r.Device == device && r.EventTime >= from && r.EventTime < to)
                .Select(r => new SeriesPoint(r.EventTime, r.Metrics[metric].Number!.Value)),
        ]);

    public Task<long> CheckpointAsync(int shard, CancellationToken ct) => throw new NotSupportedException();

    public Task SaveAsync(TelemetryBatch batch, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> LatestTimesAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task DropBeforeAsync(DateOnly day, CancellationToken ct) => throw new NotSupportedException();
}
