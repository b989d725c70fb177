using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Rules;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.Backtests;

/// <summary>
/// A product's readings in the order the pipeline met them: those in the hot store as they are stored, older ones decoded again from the raw
/// archive by what is in force today. A part at a time, so that memory does not grow with the range.
/// </summary>
public sealed class StoredPast(IRawArchive archive, IReadingHistory history, IHotStore hot, IDeviceStore devices, IDeviceRegistry registry, ReplayDocuments documents,
    IRuleMemory rules)
{
    private const int Shard = 0;

    /// <summary>Positions taken in one go.</summary>
    private const int Part = 10_000;

    /// <param name="only">Empty for all of the product's devices.</param>
    public async Task<PastSpan> FindAsync(ProductId product, IReadOnlyCollection<DeviceId> only, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var plans = await documents.ReadingAsync(product, ct);
        var all = (await devices.LoadAsync(ct)).Devices;
        var own = all.Where(d => d.Product == product && (only.Count == 0 || only.Contains(d.Id))).ToDictionary(d => d.Id);
        var keptFrom = await history.KeptFromAsync(ct) ?? DateTimeOffset.MaxValue;
        var messages = archive.Locate(Shard, from, to);
        var checkpoint = await hot.CheckpointAsync(Shard, ct);
        var older = keptFrom <= from ? null : Until(archive.Locate(Shard, from, keptFrom < to ? keptFrom : to), checkpoint);
        var isGone = messages.KeptFrom is { } rawFrom && keptFrom < rawFrom; // readings outlive their messages here: positions do not tell where the range begins
        var first = older is null ? isGone ? 1 : messages.First : older.Last + 1;
        var last = keptFrom >= to ? first - 1 : Math.Min(checkpoint, Math.Max(messages.Last, first - 1));
        var senders = ReplayScoper.WithHubs(own.Values, all.ToDictionary(d => d.Id));
        return new(
            from, to, older, new(Shard, first, last, own.Keys.ToHashSet()), senders.Select(d => d.Id).ToHashSet(), own, plans, await rules.UnheardAsync(Shard, from, to, ct),
            isGone ? (keptFrom > from ? keptFrom : null) : messages.KeptFrom);
    }

    /// <param name="take">Called with each reading, in order; what it is given is gone with the next.</param>
    /// <param name="progress">Told how many of <see cref="PastSpan.Messages"/> positions are behind.</param>
    /// <returns>How many of the readings were decoded again.</returns>
    public async Task<long> ReadAsync(PastSpan span, Action<Reading, Device> take, Func<long, Task> progress, CancellationToken ct)
    {
        await Task.Yield();
        var decoded = span.Archive is { Count: > 0 } older ? await DecodeAsync(span, older, take, progress, ct) : 0;
        var (batch, after, behind) = (new TelemetryBatch(), span.Hot.First - 1, span.Archive?.Count ?? 0);
        using var stored = history.Open(span.Hot, span.Plans.SchemaOf);
        while (after < span.Hot.Last)
        {
            stored.ReadThrough(after + Part, batch, ct);
            foreach (var reading in batch.Readings) Give(reading, span, take);
            after = batch.Through;
            await progress(behind + after - span.Hot.First + 1);
            ct.ThrowIfCancellationRequested();
        }

        return decoded;
    }

    private async Task<long> DecodeAsync(PastSpan span, ArchiveRange range, Action<Reading, Device> take, Func<long, Task> progress, CancellationToken ct)
    {
        var (effects, decoded) = (new PipelineEffects(), 0L);
        var pipeline = new TelemetryPipeline(registry, span.Plans, new(new Dictionary<DeviceId, DateTimeOffset>(), []) { CountedThrough = long.MaxValue });
        foreach (var run in archive.Read(new(Shard, range.First, range.Last, span.Senders), ct))
        {
            effects.Begin(Shard);
            pipeline.Process(run, 0, run.Count, effects);
            foreach (var reading in effects.Telemetry.Readings)
            {
                if (Give(reading, span, take)) decoded++;
            }

            await progress(run[^1].Position.Sequence - range.First + 1);
        }

        return decoded;
    }

    private static bool Give(Reading reading, PastSpan span, Action<Reading, Device> take)
    {
        if (reading.Product != span.Plans.Product || !span.Devices.TryGetValue(reading.Device, out var device)) return false;
        if (reading.IngestTimestamp < span.From || reading.IngestTimestamp >= span.To) return false;
        take(reading, device);
        return true;
    }

    private static ArchiveRange? Until(ArchiveRange range, long last) => range.First > last ? null : range with { Last = Math.Min(range.Last, last) };
}
