using System.Collections.Concurrent;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Health;
using IotLink.Core.Live;
using IotLink.Core.Publishing;
using IotLink.Core.Quality;
using IotLink.Core.Rules;
using IotLink.Core.Rules.Watches;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Pipeline;

/// <summary>
/// Reads the stream, lets <see cref="TelemetryPipeline"/> decide, stores what comes of it; deciding runs ahead of storing by at most a
/// batch. At least once from the stream, and every write is idempotent by position, so the effect is once. When a store is away it waits
/// with back-off and begins again at the checkpoint.
/// </summary>
public sealed partial class PipelineWorker(
    IMessageReader stream,
    IHotStore hotStore,
    IQualityStore quality,
    IRuleMemory ruleMemory,
    PeerGroups peers,
    IAlarmStore alarms,
    ICommandStore commands,
    IDeviceRegistry registry,
    IPlanSource plans,
    PipelineTurns turns,
    Provisioning provisioning,
    ILiveFeed live,
    PipelineMetrics metrics,
    IOptions<PipelineOptions> options,
    TimeProvider time,
    ILogger<PipelineWorker> log) : BackgroundService, IPart
{
    private const string Starting = "Starting.";
    private static readonly TimeSpan TickPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);
    private readonly PipelineOptions _options = options.Value;
    private readonly ConcurrentDictionary<int, string> _ailing = new(stream.Shards.Select(shard => KeyValuePair.Create(shard, Starting)));

    /// <summary>Down from a shard's failure until it is seen to work: trying again alone makes nothing well.</summary>
    public PartStatus Status => _options.Enabled
        ? _ailing.Select(shard => shard.Value).FirstOrDefault() is { } why ? Part(PartState.Down, why) : Part(PartState.Ok, "Running.")
        : Part(PartState.Ok, "Switched off on this host.");

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _options.Enabled
        ? Task.WhenAll(stream.Shards.Select(shard => KeepRunningAsync(shard, stoppingToken)))
        : Task.CompletedTask;

    private static PartStatus Part(PartState state, string detail) => new("pipeline", state, detail);

    private async Task KeepRunningAsync(int shard, CancellationToken ct)
    {
        await Task.Yield();
        var backOff = TimeSpan.FromMilliseconds(250);
        while (!ct.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await RunAsync(shard, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (time.GetElapsedTime(started) > LongestBackOff) backOff = TimeSpan.FromMilliseconds(250);
                LogInterrupted(shard, backOff, e);
                _ailing[shard] = $"Shard {shard}: {e.Message} Trying again.";
                await Task.Delay(backOff, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, backOff.Ticks * 2));
            }
        }
    }

    private async Task RunAsync(int shard, CancellationToken ct)
    {
        var (through, pipeline) = await BeginAsync(shard, ct);
        var pending = new PendingEffects(shard, _options.SaveAtMost, time, through);
        metrics.Follow(shard, () => pending.Oldest);
        LogStarted(shard, through + 1);

        // With nothing left to store, or nothing wrong so far, having read the stores is proof enough.
        if (through >= stream.Range(shard).Last || _ailing.GetValueOrDefault(shard) is Starting) _ailing.TryRemove(shard, out _);
        await using var seat = await turns.SitAsync(shard, pipeline, pending.RaiseAsync, ct);
        await TogetherAsync([t => RaiseAsync(pending, t), t => StoreAsync(pending, t), t => DecideAsync(shard, through, pipeline, pending, t), t => TickAsync(shard, pipeline, pending, t)], ct);
    }

    /// <summary>What is being reprocessed is through by then, and part of what is remembered.</summary>
    private async Task<(long Through, TelemetryPipeline Pipeline)> BeginAsync(int shard, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(shard, ct);
        var through = await hotStore.CheckpointAsync(shard, ct);
        var newest = await hotStore.LatestTimesAsync(ct);
        var memory = new PipelineMemory(newest, await alarms.MarksAsync(ct), await ruleMemory.LoadAsync(shard, ct), peers)
        {
            CountedThrough = await quality.CountedThroughAsync(shard, ct),
        };
        await ContractRecall.FillAsync(memory.Contract, [.. newest.Keys], hotStore, registry, plans, ct);
        await RecallAsync(shard, through, memory.Sent, ct);
        var pipeline = new TelemetryPipeline(registry, plans, memory);
        pipeline.Resume(time.GetUtcNow());
        return (through, pipeline);
    }

    /// <summary>Until one of them fails; then the others end too, and nothing of them is under way any more.</summary>
    private static async Task TogetherAsync(IReadOnlyList<Func<CancellationToken, Task>> parts, CancellationToken ct)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] running = [.. parts.Select(part => part(together.Token))];
        await Task.WhenAny(running);
        await together.CancelAsync();
        await Task.WhenAll(running);
    }

    /// <summary>
    /// Reads the tail before the checkpoint again, only to know what was sent: a repeat of it may be the next thing to come. What a gateway
    /// refused was not taken, and may come again in earnest.
    /// </summary>
    private async Task RecallAsync(int shard, long through, RedeliveryFilter sent, CancellationToken ct)
    {
        const int Tail = 50_000;
        for (var after = Math.Max(through - Tail, stream.Range(shard).First - 1); after < through;)
        {
            foreach (var stored in await stream.ReadAsync(shard, after, (int)Math.Min(_options.ReadAtMost, through - after), ct))
            {
                if (stored.Message.Refusal is null) sent.Recall(stored);
                after = stored.Position.Sequence;
            }
        }
    }

    private async Task DecideAsync(int shard, long after, TelemetryPipeline pipeline, PendingEffects pending, CancellationToken ct)
    {
        while (true)
        {
            var messages = await stream.ReadAsync(shard, after, _options.ReadAtMost, ct);
            using (await turns.TakeAsync(shard, ct)) await pending.DecideAsync(messages, pipeline, ct);
            after = messages[^1].Position.Sequence;
        }
    }

    /// <summary>
    /// The clock of the rules. It rings for a moment that is past, so that a message on its way to the disk still comes before it; while
    /// messages wait to be read, their own arrival is the clock.
    /// </summary>
    private async Task TickAsync(int shard, TelemetryPipeline pipeline, PendingEffects pending, CancellationToken ct)
    {
        PlansInForce? recalled = null;
        using var timer = new PeriodicTimer(TickPace, time);
        do
        {
            if (!ReferenceEquals(recalled, plans.Current))
            {
                recalled = plans.Current;
                await SilenceRecall.FillAsync(pipeline, shard, hotStore, registry, recalled, ct);
            }

            var (listened, last) = (time.GetUtcNow() - TickPace, stream.Range(shard).Last);
            pending.Tick(pipeline, last, listened);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>Alarms as soon as they are decided; those decided while others are being stored go together.</summary>
    private async Task RaiseAsync(PendingEffects pending, CancellationToken ct)
    {
        while (true)
        {
            var turns = await pending.TakeAlarmsAsync(ct);
            var changed = await alarms.ApplyAsync([.. turns.SelectMany(turn => turn.Changes)], ct);
            foreach (var turn in turns) turn.Applied?.TrySetResult();
            if (changed.Count == 0) continue;
            metrics.Changed(changed);
            live.Signal(LiveTopic.Alarms);
            foreach (var alarm in changed) live.Signal(LiveTopic.Of(alarm.Device));
        }
    }

    /// <summary>The rest in batches, and the checkpoint with it: everything before it is stored by then, alarms too.</summary>
    private async Task StoreAsync(PendingEffects pending, CancellationToken ct)
    {
        var linger = TimeSpan.FromMilliseconds(_options.LingerMilliseconds);
        while (true)
        {
            var effects = await pending.TakeAsync(linger, ct);
            await StoreAsync(effects, ct);
            _ailing.TryRemove(effects.Telemetry.Shard, out _);
        }
    }

    private async Task StoreAsync(PipelineEffects effects, CancellationToken ct)
    {
        var batch = effects.Telemetry;
        if (effects.Announced.Count > 0) await provisioning.ApplyAsync(effects.Announced, time.GetUtcNow(), ct);
        if (effects.Replies.Count > 0 && (await commands.ReplyAsync(effects.Replies, time.GetUtcNow(), ct)).Count > 0) live.Signal(LiveTopic.Commands);
        await hotStore.SaveAsync(batch, ct);
        metrics.Done(effects);
        if (batch.DeadLetters.Count > 0)
        {
            LogRefused(batch.DeadLetters.Count, batch.DeadLetters[0].Refusal.Code, batch.DeadLetters[0].Refusal.Detail);
            live.Signal(LiveTopic.DeadLetters);
        }

        if (!batch.Quality.IsEmpty) live.Signal(LiveTopic.Quality);
        if (batch.Readings.Length == 0) return;
        live.Signal(LiveTopic.Telemetry);
        foreach (var reading in batch.Readings) live.Signal(LiveTopic.Of(reading.Device));
    }
}
