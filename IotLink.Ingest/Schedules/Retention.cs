using IotLink.Core.DeadLetters;
using IotLink.Core.History;
using IotLink.Core.Streams;
using IotLink.Core.Telemetry;
using IotLink.Ingest.DeadLetters;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Schedules;

/// <summary>Lets go of what is older than it has to be kept: whole days and whole segments, once an hour. Doing it twice changes nothing.</summary>
internal sealed partial class Retention(
    IHotStore hotStore,
    IReadingHistory history,
    IMessageReader stream,
    IDeadLetterStore letters,
    ILetterJobStore jobs,
    IOptions<RetentionOptions> options,
    IOptions<LetterOptions> ofLetters,
    TimeProvider time,
    ILogger<Retention> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    /// <summary>One round.</summary>
    internal async Task RunOnceAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await hotStore.DropBeforeAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.Value.HotDays), ct);
        await history.ReleaseAsync(now, ct);
        var dropped = await stream.TruncateAsync(now.AddDays(-options.Value.RawDays), ct);
        if (dropped > 0) LogDropped(dropped, options.Value.RawDays);
        var keep = ofLetters.Value;
        var gone = await letters.DropAsync(now.AddDays(-keep.KeepDays), now.AddDays(-keep.KeepParkedDays), keep.KeepAtMost, ct);
        if (gone > 0) LogLettersDropped(gone);
        await jobs.DropAsync(now.AddDays(-keep.KeepDays), ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Information, "Dropped {Count} raw messages older than {Days} days.")]
    private partial void LogDropped(long count, int days);

    [LoggerMessage(3, LogLevel.Information, "Dropped {Count} dead letters that had been kept long enough.")]
    private partial void LogLettersDropped(int count);

    [LoggerMessage(2, LogLevel.Warning, "Old data could not be dropped; it is tried again in an hour.")]
    private partial void LogFailed(Exception e);
}
