using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Things;

/// <summary>Brings the changes other hosts made into this process, and lets old ones go.</summary>
internal sealed partial class ThingFollower(IThingChanges changes, ThingNews news, TimeProvider time, ILogger<ThingFollower> log) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromMinutes(1);

    private ChangeCursor? _cursor;
    private DateTimeOffset _dropped;

    /// <summary>Reads what has come since the last call. The first call only notes where the changes stand.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        if (_cursor is not { } cursor)
        {
            _cursor = new(await changes.LastAsync(ct));
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (number, change) in await changes.SinceAsync(cursor.Highest, cursor.Missing, ct))
        {
            cursor.Saw(number, now);
            if (change.Host != news.Host) news.Tell(change);
        }

        cursor.Forget(now);
        if (now - _dropped < BetweenDrops) return;
        _dropped = now;
        await changes.DropAsync(now - Kept, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBehind(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(1, LogLevel.Warning, "What other hosts changed of shadows and jobs cannot be read; the next round tries again.")]
    private partial void LogBehind(Exception e);
}
