using System.Collections.Concurrent;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Ingest.Pipeline;

/// <summary>A real hot store that can be away, or lose its answer.</summary>
internal sealed class FailingHotStore(IHotStore inner) : IHotStore
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _saved = new();

    /// <summary>While set nothing can be saved.</summary>
    public bool IsAway { get; set; }

    /// <summary>The next save is done, and fails all the same.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Called when saving is asked for, before it succeeds or fails.</summary>
    public Action? Tried { get; set; }

    /// <summary>Saving takes at least this long.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>How often saving failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Completes when the effects through this sequence are saved.</summary>
    public Task SavedAsync(long through) => _saved.GetOrAdd(through, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async Task SaveAsync(TelemetryBatch batch, CancellationToken ct)
    {
        Tried?.Invoke();
        await Held.WaitAsync(ct);
        if (IsAway) throw Fail();
        await inner.SaveAsync(batch, ct);
        if (LosesAnswer)
        {
            LosesAnswer = false;
            throw Fail();
        }

        var through = batch.Through;
        _ = SavedAsync(through);
        foreach (var (sequence, saved) in _saved)
        {
            if (sequence <= through) saved.TrySetResult();
        }
    }

    public Task<long> CheckpointAsync(int shard, CancellationToken ct) => inner.CheckpointAsync(shard, ct);

    public Task<StoredReading?> LatestAsync(DeviceId device, CancellationToken ct) => inner.LatestAsync(device, ct);

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LatestAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        inner.LatestAsync(devices, ct);

    public Task<IReadOnlyDictionary<DeviceId, StoredReading>> LastArrivedAsync(IReadOnlyCollection<DeviceId> devices, CancellationToken ct) =>
        inner.LastArrivedAsync(devices, ct);

    public Task<IReadOnlyDictionary<DeviceId, DateTimeOffset>> LatestTimesAsync(CancellationToken ct) => inner.LatestTimesAsync(ct);

    public Task<IReadOnlyList<StoredReading>> RecentAsync(DeviceId device, int count, CancellationToken ct) => inner.RecentAsync(device, count, ct);

    public Task<IReadOnlyList<StoredReading>> OfMessageAsync(DeviceId device, StreamPosition position, DateTimeOffset ingestedAt, CancellationToken ct) =>
        inner.OfMessageAsync(device, position, ingestedAt, ct);

    public Task<IReadOnlyList<SeriesPoint>> SeriesAsync(
        DeviceId device, string metric, DateTimeOffset from, DateTimeOffset to, int maxPoints, CancellationToken ct) =>
        inner.SeriesAsync(device, metric, from, to, maxPoints, ct);

    public Task DropBeforeAsync(DateOnly day, CancellationToken ct) => inner.DropBeforeAsync(day, ct);

    private IOException Fail()
    {
        Failures++;
        return new("The store is away.");
    }
}
