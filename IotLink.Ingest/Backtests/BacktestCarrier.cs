using IotLink.Core.Alarms;
using IotLink.Core.Backtests;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Ingest.History;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Backtests;

/// <summary>Carries out a backtest that this host has taken. It only reads: begun anew after a crash it comes to the same.</summary>
public sealed class BacktestCarrier(
    IBacktestStore backtests, StoredPast past, IAlarmStore alarms, SiteCalendar calendar, ILiveFeed live, IOptions<BacktestOptions> options, TimeProvider time)
{
    /// <summary>Alarms of the range whose verdicts are looked at.</summary>
    private const int MostTold = 50_000;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private static string Host => ReplayCarrier.Host;

    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    /// <returns>The job this host has now; null when there is nothing to do.</returns>
    public Task<BacktestJob?> TakeAsync(CancellationToken ct) => backtests.TakeAsync(Host, time.GetUtcNow(), Lease, ct);

    /// <exception cref="OperationCanceledException"><paramref name="ct"/>: the host stops, another may go on at once.</exception>
    public async Task CarryOutAsync(BacktestJob job, CancellationToken ct)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var (result, fault) = await RunAsync(job, cancelled);
            await backtests.ChangeAsync(job.Id, j => result is null ? j.Fail(Host, fault!) : j.Finish(Host, result), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await backtests.ChangeAsync(job.Id, j => j.Release(Host), CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            await backtests.ChangeAsync(job.Id, j => j.Cancelled(Host), ct);
        }
        catch (Exception e)
        {
            await backtests.ChangeAsync(job.Id, j => j.Fail(Host, new("backtest.failed", e.Message)), ct);
            throw;
        }
        finally
        {
            live.Signal(LiveTopic.Backtests);
        }
    }

    private async Task<(BacktestResult?, BacktestFault?)> RunAsync(BacktestJob job, CancellationTokenSource cancelled)
    {
        var (request, begun, ct) = (job.Request, time.GetTimestamp(), cancelled.Token);
        var product = request.Document.Product!.Value;
        var now = time.GetUtcNow();
        var until = request.To < now ? request.To : now;
        var faults = new List<DocumentFault>();
        // First on a schema of its own, to learn how far back the rules look; then on that of the readings.
        if (Backtest.Begin(request, new(product), calendar, faults) is not { } plan) return (null, new("backtest.text", string.Join(' ', faults.Take(5))));
        IReadOnlyCollection<DeviceId> only = plan.ComparesPeers ? [] : request.Devices;
        var span = await past.FindAsync(product, only, request.From - plan.LooksBack, until, ct);
        var backtest = Backtest.Begin(request, span.Plans.SchemaOf(product), calendar, faults, span.Unheard)!;
        var counted = request.Devices.Count == 0 ? span.Devices.Count : request.Devices.Count(span.Devices.ContainsKey);
        if (counted == 0) return (null, new("backtest.empty", "No such device of this product is registered."));
        var decoded = await past.ReadAsync(span, backtest.Take, Progress(job, span.Messages, cancelled), ct);
        var told = await alarms.SpansAsync(product, request.From, until, MostTold, ct);
        var result = backtest.Finish(until, counted, told) with { FromArchive = decoded, KeptFrom = span.KeptFrom is { } kept && kept > request.From ? kept : null };
        return (result with { Took = time.GetElapsedTime(begun) }, null);
    }

    /// <summary>Keeps the lease. A job that somebody wants cancelled, or that another host has by now, ends here.</summary>
    private Func<long, Task> Progress(BacktestJob job, long total, CancellationTokenSource cancelled)
    {
        long? told = null;
        return async done =>
        {
            if (told is { } at && time.GetElapsedTime(at) < Pace) return;
            told = time.GetTimestamp();
            var now = await backtests.ChangeAsync(job.Id, j => j.Report(Host, done, total, time.GetUtcNow(), Lease), cancelled.Token);
            if (now is null || now.CancelAsked) await cancelled.CancelAsync();
            live.Signal(LiveTopic.Backtests);
        };
    }
}
