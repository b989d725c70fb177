using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.History;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Publishing;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.History;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.Commands.Bench;

/// <summary>A past that was really taken: an archive of frames, and the readings that came of them in the hot store.</summary>
internal sealed class BenchPast(IServiceProvider services, int frames) : IAppendSink
{
    /// <summary>As many as a replay takes in one go.</summary>
    private const int Slice = 512;

    private static readonly string Spec = ProductCatalog.Documents.First(d => d.Key == DocumentKey.SpecOf(BenchPlant.Product)).Text;

    private readonly IRawArchive _archive = services.GetRequiredService<IRawArchive>();
    private readonly IReadingHistory _history = services.GetRequiredService<IReadingHistory>();
    private readonly IDeviceRegistry _registry = services.GetRequiredService<IDeviceRegistry>();
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _appended;
    private ReplayScope? _scope;

    private ReplayScope Scope => _scope ?? throw new InvalidOperationException("There is no past yet.");

    public async Task MakeAsync(int devices, CancellationToken ct)
    {
        var log = services.GetRequiredService<IMessageWriter>();
        for (var i = 0; i < frames; i++)
        {
            var message = new Message { Device = BenchPlant.Device(i % devices), Format = PayloadFormat.Binary, Payload = BenchPlant.FrameOf(i / devices) };
            while (!log.TryAppend(message, this, i)) await log.WaitForRoomAsync(ct);
        }

        await _durable.Task.WaitAsync(ct);
        var request = new ReplayRequest(BenchPlant.Product, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Spec);
        var plans = await services.GetRequiredService<ReplayDocuments>().CompileAsync(request, ct);
        await StoreAsync(plans, ct);
        _scope = await services.GetRequiredService<ReplayScoper>().FindAsync(request, null, ct);
    }

    public long Scan(CancellationToken ct) => _archive.Read(Everything, ct).Sum(run => (long)run.Count);

    /// <summary>Bytes to values and nothing else.</summary>
    public long Convert(CancellationToken ct)
    {
        var (converter, notes, batch) = (new MessageConverter(), new ConversionNotes(), new TelemetryBatch());
        var specs = new PinnedPlans(_registry, Scope.Plans);
        var readings = 0L;
        foreach (var run in _archive.Read(Everything, ct))
        {
            for (var next = 0; next < run.Count; next += Slice)
            {
                batch.Begin(0);
                Convert(run, next, Math.Min(next + Slice, run.Count), converter, specs, batch, notes);
                readings += batch.Readings.Length;
            }
        }

        return readings;
    }

    public Task<long> DecodeAsync(CancellationToken ct)
    {
        var pipeline = new TelemetryPipeline(_registry, Scope.Plans, new(new Dictionary<DeviceId, DateTimeOffset>(), []) { CountedThrough = long.MaxValue });
        var effects = new PipelineEffects();
        var readings = 0L;
        foreach (var run in _archive.Read(Everything, ct))
        {
            for (var next = 0; next < run.Count; next += Slice)
            {
                effects.Begin(0);
                pipeline.Process(run, next, Math.Min(Slice, run.Count - next), effects);
                readings += effects.Telemetry.Readings.Length;
            }
        }

        return Task.FromResult(readings);
    }

    public async Task<long> CompareAsync(IReadingDraft? draft, CancellationToken ct)
    {
        var outcome = await new ReplayRun(_archive, _history, _registry, Scope).RunAsync(draft, _ => Task.CompletedTask, ct);
        if (!outcome.Impact.ChangesNothing) throw new InvalidOperationException("The same spec gave other readings.");
        return outcome.Impact.Same;
    }

    /// <summary>All of an apply but the switch.</summary>
    public async Task<long> WriteAsync(CancellationToken ct)
    {
        await using var draft = await _history.BeginAsync(Scope.Span, Scope.Product, "bench", ct);
        return await CompareAsync(draft, ct);
    }

    void IAppendSink.Appended(long tag, StreamPosition position)
    {
        if (++_appended == frames) _durable.SetResult();
    }

    void IAppendSink.Failed(long tag, StreamUnavailableException reason) => _durable.TrySetException(reason);

    void IAppendSink.Committed()
    {
    }

    private void Convert(
        IReadOnlyList<StoredMessage> run, int from, int to, MessageConverter converter, PinnedPlans specs, TelemetryBatch batch, ConversionNotes notes)
    {
        for (var i = from; i < to; i++)
        {
            var stored = run[i];
            notes.Clear();
            if (converter.Convert(stored, _registry.Find(stored.Message.Device)!, specs, batch, notes) is { } refusal) throw new InvalidOperationException(refusal.Detail);
        }
    }

    private ArchiveQuery Everything => new(0, 1, long.MaxValue, _scope?.Senders);

    private async Task StoreAsync(ReplayPlans plans, CancellationToken ct)
    {
        var hot = services.GetRequiredService<IHotStore>();
        var pipeline = new TelemetryPipeline(_registry, plans, new(new Dictionary<DeviceId, DateTimeOffset>(), []));
        var effects = new PipelineEffects();
        foreach (var run in _archive.Read(Everything, ct))
        {
            effects.Begin(0);
            foreach (var stored in run) pipeline.Process(stored, stored.IngestedAt, effects);
            effects.Telemetry.Through = run[^1].Position.Sequence;
            await hot.SaveAsync(effects.Telemetry, ct);
        }
    }
}
