using IotLink.Core.DeadLetters;
using IotLink.Core.Live;
using IotLink.Core.Telemetry;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.DeadLetters;

/// <summary>Discards letters, or lets parked ones go again. The hot store has one writer, so this is ingest's to do as well.</summary>
public sealed class LetterChanges(
    IDeadLetterStore letters, LetterPages pages, LetterMetrics metrics, ILiveFeed live, IOptions<LetterOptions> options, TimeProvider time)
{
    private readonly TelemetryBatch _nothing = new();

    internal async Task RunAsync(JobPulse pulse, CancellationToken ct)
    {
        var (job, discards) = (pulse.Job, pulse.Job.Order.Action == LetterAction.Discard);
        var settledBefore = (await letters.SettledByAsync(job.Id, ct)).Values.Sum();
        var total = pulse.Progress.Total > 0 ? pulse.Progress.Total : settledBefore + await pages.CountAsync(job.Order.Selection, ct);
        pulse.Progress = pulse.Progress with { Total = total, Passed = settledBefore, Done = settledBefore + pulse.Progress.Skipped };
        await foreach (var page in pages.OfAsync(job.Order.Selection, pulse.Progress.Cursor, job.Id, options.Value.BatchSize, ct))
        {
            await pulse.BeatAsync(ct);
            var now = time.GetUtcNow();
            List<LetterOutcome> outcomes = discards
                ? [.. page.Select(task => LetterRules.Discarded(task, job, now))]
                : [.. page.Where(task => task.State == LetterState.Parked).Select(task => LetterRules.Unparked(task, job, now))];
            var settled = outcomes.Count == 0 ? 0 : (await letters.SettleAsync(_nothing, outcomes, ct)).Count;
            if (discards) metrics.Settled(outcomes);
            var before = pulse.Progress;
            pulse.Progress = before with
            {
                Done = before.Done + page.Count,
                Passed = before.Passed + settled,
                Skipped = before.Skipped + page.Count - settled,
                Cursor = page[^1].Position,
            };
            live.Signal(LiveTopic.DeadLetters);
        }
    }
}
