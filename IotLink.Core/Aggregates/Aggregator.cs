using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Aggregates;

/// <summary>
/// Keeps aggregates up: follows what is stored, in order of the stream, and merges it into the windows it belongs to, however late it is.
/// What was merged and how far is one transaction, so a run that is killed or done twice changes nothing.
/// </summary>
public sealed class Aggregator(
    IHotStore hot, IReadingHistory history, IAggregateStore store, IStaleWindows stale, StaleCauses causes, IDeviceRegistry registry, AggregateCalendar calendar)
{
    /// <summary>Messages of one transaction.</summary>
    public const int AtOnce = 20_000;

    private const int StaleAtOnce = 50;

    private readonly Dictionary<ProductId, MetricSchema> _schemas = [];

    /// <summary>Takes in what a shard has stored since the last time.</summary>
    /// <returns>How many readings that was.</returns>
    public async Task<long> FollowAsync(int shard, DateTimeOffset now, CancellationToken ct)
    {
        var after = await store.CheckpointAsync(shard, ct);
        var through = await hot.CheckpointAsync(shard, ct);
        if (through <= after) return 0;
        using var cursor = history.Follow(shard, after, SchemaOf);
        var (batch, tally, taken) = (new TelemetryBatch(), new HourTally(calendar), 0L);
        while (after < through)
        {
            var to = Math.Min(after + AtOnce, through);
            var from = after;
            // Files are read where one stands.
            await Task.Run(() => cursor.ReadThrough(to, batch, ct), ct);
            foreach (var reading in batch.Readings) tally.Add(reading);
            taken += tally.Readings;
            if (!await store.AddAsync(new(shard, from, to, tally.Take(), now), ct)) return taken;
            after = to;
        }

        return taken;
    }

    /// <summary>Computes again what was decoded again, or came in behind what was followed.</summary>
    /// <param name="shards">All there are.</param>
    /// <returns>How many marks were dealt with.</returns>
    public async Task<int> RecomputeAsync(IReadOnlyList<int> shards, DateTimeOffset now, CancellationToken ct)
    {
        var done = new List<StaleWindow>();
        foreach (var window in await stale.ListAsync(StaleAtOnce, ct))
        {
            if (await causes.IsOverAsync(window.Cause, ct) && await RecomputeAsync(window, shards, now, ct)) done.Add(window);
        }

        if (done.Count > 0) await stale.ClearAsync(done, ct);
        return done.Count;
    }

    /// <summary>Says of windows that ended some time ago that they are whole.</summary>
    /// <param name="grace">How long after its end a window waits for late readings.</param>
    public async Task<int> SealAsync(TimeSpan grace, DateTimeOffset now, CancellationToken ct)
    {
        var count = 0;
        foreach (var span in AggregateCalendar.Spans) count += await store.SealAsync(span, now - grace, now, ct);
        return count;
    }

    private async Task<bool> RecomputeAsync(StaleWindow window, IReadOnlyList<int> shards, DateTimeOffset now, CancellationToken ct)
    {
        var to = calendar.EndOf(AggregateSpan.Hour, calendar.StartOf(AggregateSpan.Hour, window.To));
        var from = calendar.StartOf(AggregateSpan.Hour, window.From);
        // Hours whose readings are gone stay as they are: they were computed when the readings were there.
        if (await history.KeptFromAsync(ct) is not { } kept) return true;
        while (from < kept && from < to) from = calendar.EndOf(AggregateSpan.Hour, from);
        while (from < to)
        {
            var end = calendar.EndOf(AggregateSpan.Day, calendar.StartOf(AggregateSpan.Day, from));
            if (!await RecomputeAsync(window.Product, window.Device, from, end < to ? end : to, shards, now, ct)) return false;
            from = end;
        }

        return true;
    }

    private async Task<bool> RecomputeAsync(
        ProductId product, DeviceId? device, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<int> shards, DateTimeOffset now, CancellationToken ct)
    {
        var checkpoints = new Dictionary<int, long>();
        foreach (var shard in shards) checkpoints[shard] = await store.CheckpointAsync(shard, ct);
        var tally = new HourTally(calendar);
        foreach (var one in device is { } only ? [only] : await DevicesAsync(product, from, to, ct))
        {
            foreach (var reading in await history.BetweenAsync(one, from, to, ct))
            {
                // What came since is taken in when it is followed.
                if (reading.Product == product && reading.Position.Sequence <= checkpoints.GetValueOrDefault(reading.Position.Shard)) tally.Add(reading);
            }
        }

        return await store.ReplaceAsync(new(product, device, from, to, tally.Take(), checkpoints, now), ct);
    }

    private async Task<IEnumerable<DeviceId>> DevicesAsync(ProductId product, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var heard = (await hot.LatestTimesAsync(ct)).Keys.Where(id => registry.Find(id)?.Product == product);
        var known = await store.ReadAsync(new(AggregateSpan.Hour, product, null, from, to, EachDevice: true), ct);
        return heard.Union(known.Select(d => d.Key.Device!.Value));
    }

    private MetricSchema SchemaOf(ProductId product) => _schemas.TryGetValue(product, out var known) ? known : _schemas[product] = new(product);
}
