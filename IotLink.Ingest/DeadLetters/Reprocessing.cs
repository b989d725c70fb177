using IotLink.Core.Aggregates;
using IotLink.Core.DeadLetters;
using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Live;
using IotLink.Core.Messages;
using IotLink.Core.Publishing;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.DeadLetters;

/// <summary>
/// Sends letters through the live pipeline again, in turns with live messages: late data is late, rules know both. Alarms first, then
/// readings and letters in one go, as live.
/// </summary>
public sealed class Reprocessing(
    IDeadLetterStore letters,
    LetterPages pages,
    IMessageReader stream,
    Provisioning provisioning,
    IPlanSource plans,
    PipelineTurns turns,
    LetterMetrics metrics,
    IStaleWindows stale,
    ILiveFeed live,
    IOptions<LetterOptions> options,
    TimeProvider time)
{
    /// <summary>How long it waits for a pipeline that is down, before it looks again.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>No message has so many readings at once.</summary>
    private const int FirstLaterIndex = 1 << 15;

    private readonly LetterMessages _messages = new(stream);

    internal async Task RunAsync(JobPulse pulse, CancellationToken ct)
    {
        var job = pulse.Job;
        await BeginAsync(pulse, ct);
        var effects = new PipelineEffects();
        await foreach (var page in pages.OfAsync(job.Order.Selection, pulse.Progress.Cursor, job.Id, options.Value.BatchSize, ct))
        {
            await pulse.BeatAsync(ct);
            IReadOnlyList<LetterOutcome>? outcomes;
            while ((outcomes = await TakeAsync(job, page, effects, ct)) is null)
            {
                await Task.Delay(Wait, time, ct);
                await pulse.BeatAsync(ct);
            }

            pulse.Progress = After(pulse.Progress, page, outcomes);
        }

        await pulse.BeatAsync(ct);
    }

    /// <summary>What an interrupted run had settled since its last report is known by the letters themselves.</summary>
    private async Task BeginAsync(JobPulse pulse, CancellationToken ct)
    {
        var (known, settled) = (pulse.Progress, await letters.SettledByAsync(pulse.Job.Id, ct));
        var (passed, parked) = (settled[LetterState.Reprocessed] + settled[LetterState.Discarded], settled[LetterState.Parked]);
        var failed = settled[LetterState.Open] + parked;
        var total = known.Total > 0 ? known.Total : passed + failed + await pages.CountAsync(pulse.Job.Order.Selection, ct);
        pulse.Progress = known with { Total = total, Passed = passed, Failed = failed, Parked = parked, Done = passed + failed + known.Skipped };
        await pulse.BeatAsync(ct);
    }

    /// <returns>null when this host does not run the shard now.</returns>
    private async Task<IReadOnlyList<LetterOutcome>?> TakeAsync(
        LetterJob job, IReadOnlyList<LetterTask> page, PipelineEffects effects, CancellationToken ct)
    {
        var messages = await _messages.ReadAsync(page, ct);
        using var turn = await turns.TakeAsync(page[0].Position.Shard, ct);
        if (turn.Pipeline is not { } pipeline) return null;
        var now = time.GetUtcNow();
        effects.Begin(page[0].Position.Shard);
        var again = new RedeliveryFilter(); // of this page alone: what is not settled was not sent; other pages' twins the letters know
        var outcomes = new List<LetterOutcome>(page.Count);
        foreach (var task in page)
        {
            if (!LetterRules.Takes(task, job.Order.Selection.IsPicked, PublishedFor(task), now)) continue;
            outcomes.Add(messages.TryGetValue(task.Position, out var stored)
                ? TakeOne(pipeline, job, task, stored, again, now, effects)
                : LetterRules.Gone(task, job, now));
        }

        if (outcomes.Count == 0) return outcomes;
        if (effects.AlarmChanges.Count > 0 && !await turn.RaiseAsync(effects.AlarmChanges, ct)) return null;
        if (effects.Announced.Count > 0) await provisioning.ApplyAsync(effects.Announced, now, ct);
        await MarkAsync(job, page[0].Position, effects.Telemetry, now, ct);
        var settled = await letters.SettleAsync(effects.Telemetry, outcomes, ct);
        List<LetterOutcome> own = [.. outcomes.Where(o => settled.Contains(o.Position))];
        metrics.Settled(own);
        Signal(effects);
        return own;
    }

    /// <summary>Aggregates follow the stream and are past these positions: they are told before, so that a crash forgets none.</summary>
    private async Task MarkAsync(LetterJob job, StreamPosition page, TelemetryBatch batch, DateTimeOffset now, CancellationToken ct)
    {
        if (batch.Readings.Length == 0) return;
        var windows = batch.Readings.ToArray().GroupBy(r => (r.Product, r.Device)).Select(g => new StaleWindow(
            g.Key.Product, g.Key.Device, g.Min(r => r.EventTime), g.Max(r => r.EventTime), StaleCauses.OfLetters(job.Id, page), now));
        await stale.MarkAsync([.. windows], ct);
    }

    private LetterOutcome TakeOne(
        TelemetryPipeline pipeline, LetterJob job, LetterTask task, in StoredMessage stored, RedeliveryFilter again, DateTimeOffset now, PipelineEffects effects)
    {
        var (failed, repeats, before) = (effects.Telemetry.DeadLetters.Count, effects.Duplicates, effects.Telemetry.Readings.Length);
        if (task.TwinStored) again.Remember(stored.Message.Device, RedeliveryFilter.Fingerprint(stored.Message.Payload.Span), stored.IngestedAt);
        pipeline.Reprocess(stored, again, now, effects);
        if (effects.Duplicates > repeats) return LetterRules.Repeat(task, job, now);
        if (effects.Telemetry.DeadLetters.Count == failed)
        {
            LeaveOutStored(task, effects.Telemetry.Readings[before..]);
            return LetterRules.Passed(task, job, now);
        }

        var letter = effects.Telemetry.DeadLetters[^1];
        return LetterRules.Failed(task, letter.Refusal, letter.SpecVersion, job, options.Value.Limits, now) with { Edition = letter.Edition };
    }

    /// <summary>What was stored of the message at once stays as it is; the rest gets places behind it.</summary>
    private static void LeaveOutStored(LetterTask task, ReadOnlySpan<Reading> readings)
    {
        if (task.StoredFor is not { } stored) return;
        var devices = stored.Split(' ').ToHashSet(StringComparer.Ordinal);
        foreach (var reading in readings)
        {
            if (devices.Contains(reading.Device.Value)) reading.Position = default;
            reading.Index += FirstLaterIndex;
        }
    }

    private int PublishedFor(LetterTask task) =>
        task.Signature.Product is { } product && plans.Current.PublishedOf(product).Spec is { } spec ? spec.Spec.Version : 0;

    private static JobProgress After(JobProgress before, IReadOnlyList<LetterTask> page, IReadOnlyList<LetterOutcome> outcomes)
    {
        var parked = outcomes.Count(o => o.State == LetterState.Parked);
        var failed = outcomes.Count(o => o.State == LetterState.Open) + parked;
        return before with
        {
            Done = before.Done + page.Count,
            Passed = before.Passed + outcomes.Count - failed,
            Failed = before.Failed + failed,
            Parked = before.Parked + parked,
            Skipped = before.Skipped + page.Count - outcomes.Count,
            Cursor = page[^1].Position,
        };
    }

    private void Signal(PipelineEffects effects)
    {
        live.Signal(LiveTopic.DeadLetters);
        if (effects.Telemetry.Readings.Length > 0) live.Signal(LiveTopic.Telemetry);
        foreach (var reading in effects.Telemetry.Readings) live.Signal(LiveTopic.Of(reading.Device));
    }
}
