using IotLink.Core.Aggregates;
using IotLink.Core.Health;
using IotLink.Core.Streams;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Schedules;

/// <summary>Keeps aggregates up with what is stored. Nothing depends on when it runs: what it missed it takes in the next time.</summary>
internal sealed partial class AggregateWorker(
    Aggregator aggregator, IMessageReader stream, IOptions<AggregateOptions> options, TimeProvider time, ILogger<AggregateWorker> log) : BackgroundService, IPart
{
    private volatile PartStatus _status = new("aggregates", PartState.Ok, "Starting.");

    public PartStatus Status => _status;

    /// <summary>One round.</summary>
    internal async Task RunOnceAsync(CancellationToken ct)
    {
        var (now, taken) = (time.GetUtcNow(), 0L);
        foreach (var shard in stream.Shards) taken += await aggregator.FollowAsync(shard, now, ct);
        var recomputed = await aggregator.RecomputeAsync(stream.Shards, now, ct);
        if (recomputed > 0) LogRecomputed(recomputed);
        var isSealed = await aggregator.SealAsync(TimeSpan.FromMinutes(options.Value.SealAfterMinutes), now, ct);
        if (isSealed > 0) LogSealed(isSealed);
        _status = _status with { State = PartState.Ok, Detail = "Running." };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PaceSeconds), time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _status = _status with { State = PartState.Down, Detail = e.Message };
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Information, "Computed the aggregates of {Count} marks again.")]
    private partial void LogRecomputed(int count);

    [LoggerMessage(2, LogLevel.Debug, "Sealed {Count} windows.")]
    private partial void LogSealed(int count);

    [LoggerMessage(3, LogLevel.Warning, "Aggregates could not be brought up to date; it is tried again.")]
    private partial void LogFailed(Exception e);
}
