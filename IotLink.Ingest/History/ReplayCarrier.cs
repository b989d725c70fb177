using IotLink.Core.Devices;
using IotLink.Core.History;
using IotLink.Core.Live;
using IotLink.Core.Streams;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.History;

/// <summary>
/// Carries out one step of a replay that this host has taken: preview, apply or roll back. What is there already is not done again, so a
/// step may be begun anew after a crash.
/// </summary>
public sealed class ReplayCarrier(
    IReplayStore replays,
    IRawArchive archive,
    IReadingHistory history,
    IStaleWindows stale,
    ReplayScoper scoper,
    IDeviceRegistry registry,
    ILiveFeed live,
    IOptions<ReplayOptions> options,
    TimeProvider time)
{
    /// <summary>Above this many devices a window stands for all of them.</summary>
    private const int MostWindows = 2_000;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    public static string Host { get; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <returns>The job this host has now; null when there is nothing to do.</returns>
    public Task<ReplayJob?> TakeAsync(CancellationToken ct) => replays.TakeAsync(Host, time.GetUtcNow(), Lease, ct);

    /// <exception cref="OperationCanceledException"><paramref name="ct"/>: the host stops, another may go on at once.</exception>
    public async Task CarryOutAsync(ReplayJob job, CancellationToken ct)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await (job.State switch
            {
                ReplayState.Previewing => PreviewAsync(job, cancelled),
                ReplayState.Applying => ApplyAsync(job, cancelled),
                _ => TakeBackAsync(job, ct),
            });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await replays.ChangeAsync(job.Id, j => j.Host == Host ? j with { LeasedUntil = null } : null, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            await replays.ChangeAsync(job.Id, j => j.Cancelled(Host), ct);
        }
        catch (ReplayRefusedException e)
        {
            await replays.ChangeAsync(job.Id, j => j.Fail(Host, e.Fault), ct);
        }
        catch (Exception e)
        {
            await replays.ChangeAsync(job.Id, j => j.Fail(Host, new("history.failed", e.Message)), ct);
            throw;
        }
        finally
        {
            live.Signal(LiveTopic.History);
        }
    }

    private async Task PreviewAsync(ReplayJob job, CancellationTokenSource cancelled)
    {
        var scope = await scoper.FindAsync(job.Request, null, cancelled.Token);
        var outcome = await new ReplayRun(archive, history, registry, scope).RunAsync(null, Progress(job, scope, cancelled), cancelled.Token);
        await replays.ChangeAsync(job.Id, j => j.Previewed(Host, scope.Basis, outcome.Impact), cancelled.Token);
    }

    private async Task ApplyAsync(ReplayJob job, CancellationTokenSource cancelled)
    {
        var ct = cancelled.Token;
        var applied = (await history.GenerationsAsync(ct)).FirstOrDefault(g => g.Job == job.Id);
        if (applied is null)
        {
            var scope = await scoper.FindAsync(job.Request, job.Basis, ct);
            if (job.Basis!.DifferenceTo(scope.Basis) is { } difference)
                throw new ReplayRefusedException("history.stale", $"The preview no longer holds. {difference} Make a new one.");
            await using var draft = await history.BeginAsync(scope.Span, scope.Product, job.Id, ct);
            var outcome = await new ReplayRun(archive, history, registry, scope).RunAsync(draft, Progress(job, scope, cancelled), ct);
            if (!outcome.Impact.AgreesWith(job.Impact!))
                throw new ReplayRefusedException("history.differs", "Decoding again gave other numbers than the preview: something changed meanwhile. Make a new one.");
            // Marked before the switch: windows computed once too often do no harm, ones that are forgotten do.
            await stale.MarkAsync(Windows(job, outcome), ct);
            await TellAsync(job, scope.Messages, scope.Messages, cancelled);
            ct.ThrowIfCancellationRequested();
            var now = time.GetUtcNow();
            applied = await draft.ApplyAsync(now, now.AddDays(options.Value.KeepDays), CancellationToken.None);
        }

        await replays.ChangeAsync(job.Id, j => j.Applied(Host, applied.Id, applied.KeptUntil), CancellationToken.None);
        Signal();
    }

    private async Task TakeBackAsync(ReplayJob job, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!await history.RollBackAsync(job.Generation!.Value, now, ct))
            throw new ReplayRefusedException("history.final", "It cannot be taken back: its time has passed, or the same past was decoded again after it.");
        if (job.Impact is { AffectedFrom: { } from, AffectedTo: { } to })
            await stale.MarkAsync([new(job.Request.Product, null, from, to, $"rollback:{job.Id}", now)], ct);
        await replays.ChangeAsync(job.Id, j => j.RolledBack(Host), CancellationToken.None);
        Signal();
    }

    private List<StaleWindow> Windows(ReplayJob job, ReplayOutcome outcome)
    {
        var (cause, now) = ($"replay:{job.Id}", time.GetUtcNow());
        if (outcome.Touched.Count <= MostWindows)
            return [.. outcome.Touched.Select(t => new StaleWindow(job.Request.Product, t.Key, t.Value.From, t.Value.To, cause, now))];
        return [new(job.Request.Product, null, outcome.Impact.AffectedFrom!.Value, outcome.Impact.AffectedTo!.Value, cause, now)];
    }

    private Func<long, Task> Progress(ReplayJob job, ReplayScope scope, CancellationTokenSource cancelled)
    {
        var told = time.GetTimestamp() - time.TimestampFrequency * 10;
        return async done =>
        {
            if (time.GetElapsedTime(told) < Pace) return;
            told = time.GetTimestamp();
            await TellAsync(job, done, scope.Messages, cancelled);
        };
    }

    /// <summary>Keeps the lease. A job that somebody wants cancelled, or that another host has by now, ends here.</summary>
    private async Task TellAsync(ReplayJob job, long done, long total, CancellationTokenSource cancelled)
    {
        var told = await replays.ChangeAsync(job.Id, j => j.Report(Host, done, total, time.GetUtcNow(), Lease), cancelled.Token);
        if (told is null || told.CancelAsked) await cancelled.CancelAsync();
        live.Signal(LiveTopic.History);
    }

    private void Signal()
    {
        live.Signal(LiveTopic.Telemetry);
        live.Signal(LiveTopic.DeadLetters);
    }
}
