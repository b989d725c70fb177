using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.Pipeline;

namespace IotLink.Ingest.History;

/// <summary>
/// Decodes a part of the past again, through the same <see cref="TelemetryPipeline"/> that messages go through live, and compares. Changes
/// nothing but the draft it is given. Alarms and announcements that would come of it are only counted.
/// </summary>
public sealed class ReplayRun(IRawArchive archive, IReadingHistory history, IDeviceRegistry registry, ReplayScope scope)
{
    /// <summary>More messages than any device repeats itself over.</summary>
    private const int Remembered = 50_000;

    /// <summary>So few that their readings, old and new, stay in the processor's cache.</summary>
    private const int Slice = 512;

    private readonly PipelineEffects _effects = new();
    private readonly TelemetryBatch _stored = new();
    private readonly RuleEngine _storedRules = new([]);
    private readonly List<RuleVerdict> _verdicts = [];

    /// <param name="draft">Takes the new readings; null for a preview.</param>
    /// <param name="progress">Told how many of <see cref="ReplayScope.Messages"/> positions are behind.</param>
    public async Task<ReplayOutcome> RunAsync(IReadingDraft? draft, Func<long, Task> progress, CancellationToken ct)
    {
        await Task.Yield();
        var span = scope.Span;
        var impact = new ImpactCounter(span.Devices, await history.LettersAsync(span, ct));
        var pipeline = new TelemetryPipeline(registry, scope.Plans, await RecallAsync(ct));
        var heard = DateTimeOffset.MinValue;
        using var before = history.Open(span, SchemaOf);
        foreach (var run in archive.Read(new(span.Shard, span.First, span.Last, scope.Senders), ct))
        {
            for (var next = 0; next < run.Count;)
            {
                _effects.Begin(span.Shard);
                var frames = Math.Min(Slice, run.Count - next);
                pipeline.Process(run, next, frames, _effects);
                next += frames;
                heard = run[next - 1].IngestedAt;
                pipeline.Tick(heard, heard, _effects);
                before.ReadThrough(run[next - 1].Position.Sequence, _stored, ct);
                Compare(impact, frames, heard);
                if (draft is not null) await draft.AddAsync(_effects.Telemetry, ct);
            }

            await progress(run[^1].Position.Sequence - span.First + 1);
        }

        _effects.Begin(span.Shard);
        before.ReadThrough(span.Last, _stored, ct);
        Compare(impact, 0, heard);
        return new(impact.Result(), impact.Touched);
    }

    /// <summary>As the pipeline stood before the range: who had reported what last. Rules begin without open alarms, on both sides.</summary>
    private async Task<PipelineMemory> RecallAsync(CancellationToken ct)
    {
        var memory = new PipelineMemory(await history.NewestBeforeAsync(scope.Span, ct), []) { CountedThrough = long.MaxValue }; // quality was counted when they came
        var before = new ArchiveQuery(scope.Span.Shard, Math.Max(1, scope.Span.First - Remembered), scope.Span.First - 1, scope.Senders);
        if (before.Last < before.First) return memory;
        foreach (var run in archive.Read(before, ct))
        {
            foreach (var stored in run.Where(m => m.Message.Refusal is null)) memory.Sent.Recall(stored);
        }

        return memory;
    }

    /// <param name="heard">Until then both sides have listened: timers that were due have rung on both.</param>
    private void Compare(ImpactCounter impact, long frames, DateTimeOffset heard)
    {
        impact.Add(frames, _stored.Readings, _effects.Telemetry);
        foreach (var change in _effects.AlarmChanges.Where(c => c.FromRule && scope.Span.Devices.Contains(c.Device))) Note(impact.AlarmsAfter, change);
        if (scope.Plans.Current.PublishedOf(scope.Product).Rules is not { } rules) return;
        _verdicts.Clear();
        foreach (var reading in _stored.Readings)
        {
            if (reading.Product == scope.Product && registry.Find(reading.Device) is { } device) _storedRules.Evaluate(reading, device, rules, _verdicts);
        }

        _storedRules.Tick(heard, _verdicts);
        foreach (var verdict in _verdicts.Where(v => !v.Rule.Shadow && scope.Span.Devices.Contains(v.Device)))
            Note(impact.AlarmsBefore, AlarmChange.From(verdict, heard));
    }

    private static void Note(AlarmEpisodes alarms, AlarmChange change)
    {
        if (change.Raise) alarms.Begin(change.Device, change.Code, change.At, change.Evidence);
        else alarms.End(change.Device, change.Code, change.At);
    }

    private MetricSchema SchemaOf(ProductId product) => scope.Plans.SchemaOf(product);
}

/// <param name="Touched">Devices whose readings change, come or go, each with the event times from the first to the last.</param>
public sealed record ReplayOutcome(ReplayImpact Impact, IReadOnlyDictionary<DeviceId, (DateTimeOffset From, DateTimeOffset To)> Touched);
